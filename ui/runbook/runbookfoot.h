// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunbookFoot: leave on the left, go on on the right. What cannot be taken back asks for a reason first, in place.
#pragma once

#include "models/views/wizardviewmodel.h"
#include "ui/widgets/panel.h"

#include <functional>

class QLineEdit;
class QStackedWidget;

namespace twinlake {

class ActionButton;
class ArmButton;
class PlainLabel;
class SecretField;

class RunbookFoot : public Panel {
    Q_OBJECT

public:
    /// `viewModel` must outlive the foot.
    explicit RunbookFoot(WizardViewModel &viewModel, QWidget *parent = nullptr);

    void refresh();
    /// Closes an open question, as if it had not been asked: its incident is no longer on show.
    void keepGoing();
    /// Puts the focus where Enter and Space can do no harm; false if there is no such place here.
    bool focusSafely();
    void askSkip();
    /// The rule's number has to be typed before the reason.
    void askOverride();

private:
    using Answer = std::function<void(const WizardQuestion &asked, const QString &reason)>;

    QWidget *buildActions();
    QWidget *buildQuestion();
    void connectActions();
    void connectQuestion();
    /// The answer goes to what is on show now, whatever is on show when it is given.
    void ask(const QString &question, const QString &action, Answer answer);
    void askSecond();
    void giveAnswer();
    bool isAnswered() const;

    WizardViewModel &m_viewModel;
    QStackedWidget *m_stack;
    ActionButton *m_leave = nullptr;
    ActionButton *m_escalate = nullptr;
    ActionButton *m_alone = nullptr;
    ActionButton *m_decline = nullptr;
    ActionButton *m_pause = nullptr;
    PlainLabel *m_hint = nullptr;
    PlainLabel *m_fieldLabel = nullptr;
    QLineEdit *m_field = nullptr;
    ActionButton *m_cancel = nullptr;
    ArmButton *m_confirm = nullptr;
    ActionButton *m_start = nullptr;
    ActionButton *m_close = nullptr;
    PlainLabel *m_question = nullptr;
    QLineEdit *m_reason = nullptr;
    SecretField *m_secret = nullptr; ///< in place of the reason, where a token is asked for
    ActionButton *m_keep = nullptr;
    ActionButton *m_do = nullptr;
    QString m_firstWord; ///< what the answer has to begin with; empty: anything
    WizardQuestion m_asked; ///< what the open question is about
    WizardQuestion m_pressed; ///< what was on show when a button that asks nothing was pressed
    Answer m_answer;
};

} // namespace twinlake
