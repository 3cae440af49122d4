// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No button here is a default button, and no field reacts to Enter.
#include "ui/runbook/runbookfoot.h"

#include "ui/runbook/armbutton.h"
#include "ui/runbook/secretfield.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Button>
Button *named(Button *button, const QString &name)
{
    button->setObjectName(name);
    return button;
}

void setLabel(ActionButton *button, const QString &text)
{
    button->setVisible(!text.isEmpty());
    if (button->text() != text) {
        button->setText(text);
        button->setAccessibleName(text);
    }
}

} // namespace

RunbookFoot::RunbookFoot(WizardViewModel &viewModel, QWidget *parent)
    : Panel(u"foot"_s, parent)
    , m_viewModel(viewModel)
    , m_stack(new QStackedWidget(this))
{
    const Theme &theme = Theme::current();
    setFixedHeight(theme.px(56));
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    box->addWidget(m_stack);
    m_stack->addWidget(buildActions());
    m_stack->addWidget(buildQuestion());
    connectActions();
    connectQuestion();
}

QWidget *RunbookFoot::buildActions()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_leave = named(new ActionButton({}, ButtonKind::Plain, row), u"leaveButton"_s);
    m_alone = named(new ActionButton({}, ButtonKind::Plain, row), u"aloneButton"_s);
    m_escalate = named(new ActionButton({}, ButtonKind::Plain, row), u"escalateButton"_s);
    m_decline = named(new ActionButton({}, ButtonKind::Plain, row), u"declineButton"_s);
    m_pause = named(new ActionButton({}, ButtonKind::Plain, row), u"pauseButton"_s);
    m_hint = named(new PlainLabel(TypeRole::Dense, TextTone::Label, row), u"hintLabel"_s);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_fieldLabel = new PlainLabel(TypeRole::Body, TextTone::Content, row);
    m_field = named(new QLineEdit(row), u"regionEdit"_s);
    m_field->setFixedWidth(Theme::current().px(180));
    m_field->setFont(Theme::current().font(TypeRole::Mono));
    m_field->setContextMenuPolicy(Qt::NoContextMenu);
    m_field->setAcceptDrops(false);
    m_cancel = named(new ActionButton(tr("Cancel"), ButtonKind::Plain, row), u"cancelButton"_s);
    m_confirm = named(new ArmButton(m_viewModel.arming(), row), u"confirmButton"_s);
    m_start = named(new ActionButton({}, ButtonKind::Primary, row), u"startButton"_s);
    m_close = named(new ActionButton({}, ButtonKind::Primary, row), u"closeButton"_s);
    for (QWidget *left : std::initializer_list<QWidget *>{m_leave, m_escalate, m_decline, m_alone, m_pause})
        layout->addWidget(left);
    layout->addWidget(m_hint, 1);
    layout->addStretch(0); // keeps left and right apart while there is no hint
    for (QWidget *right :
         std::initializer_list<QWidget *>{m_fieldLabel, m_field, m_cancel, m_confirm, m_start, m_close})
        layout->addWidget(right);
    return row;
}

QWidget *RunbookFoot::buildQuestion()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_question = new PlainLabel(TypeRole::Body, TextTone::Content, row);
    m_reason = named(new QLineEdit(row), u"reasonEdit"_s);
    m_secret = named(new SecretField(row), u"secretEdit"_s);
    m_secret->setPlaceholderText(tr("Asked who it belongs to, kept nowhere"));
    m_secret->setAccessibleName(tr("Token of the second person"));
    m_secret->hide();
    m_keep = named(new ActionButton(tr("Keep going"), ButtonKind::Plain, row), u"keepButton"_s);
    m_do = named(new ActionButton({}, ButtonKind::Plain, row), u"reasonButton"_s);
    layout->addWidget(m_question);
    layout->addWidget(m_reason, 1);
    layout->addWidget(m_secret, 1);
    layout->addWidget(m_keep);
    layout->addWidget(m_do);
    return row;
}

void RunbookFoot::connectActions()
{
    connect(m_field, &QLineEdit::textChanged, &m_viewModel, &WizardViewModel::type);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_viewModel.foot().asksSecond)
            askSecond();
        else
            m_viewModel.confirm();
    });
    connect(m_alone, &QPushButton::clicked, this, [this] {
        ask(tr("Go on without a second person?"), tr("Go on alone"),
            [this](const WizardQuestion &asked, const QString &reason) {
                m_viewModel.confirmTogether(asked, {{}, reason});
            });
    });
    connect(m_start, &QPushButton::clicked, &m_viewModel, &WizardViewModel::start);
    connect(m_close, &QPushButton::clicked, &m_viewModel, &WizardViewModel::dismiss);
    connect(m_pause, &QPushButton::pressed, this, [this] { m_pressed = m_viewModel.question(); });
    connect(m_pause, &QPushButton::clicked, this, [this] { m_viewModel.pauseOrResume(m_pressed); });
    connect(m_cancel, &QPushButton::clicked, m_field, &QLineEdit::clear); // sends nothing: the gate stays open
    connect(m_leave, &QPushButton::clicked, this, [this] {
        ask(m_viewModel.foot().leaveQuestion, tr("Yes, leave"),
            [this](const WizardQuestion &asked, const QString &reason) { m_viewModel.leave(asked, reason); });
    });
    connect(m_escalate, &QPushButton::clicked, this, [this] {
        ask(tr("Close the switchover and declare an outage?"), tr("Go on as a failover"),
            [this](const WizardQuestion &asked, const QString &reason) { m_viewModel.escalate(asked, reason); });
    });
    connect(m_decline, &QPushButton::clicked, this, [this] {
        ask(tr("Say no to “%1”?").arg(m_viewModel.question().stepTitle), tr("Decline"),
            [this](const WizardQuestion &asked, const QString &reason) { m_viewModel.decline(asked, reason); });
    });
}

void RunbookFoot::connectQuestion()
{
    connect(m_keep, &QPushButton::clicked, this, &RunbookFoot::keepGoing);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_do->setEnabled(isAnswered()); });
    connect(m_secret, &QLineEdit::textChanged, this, [this] { m_do->setEnabled(isAnswered()); });
    connect(m_do, &QPushButton::clicked, this, &RunbookFoot::giveAnswer);
}

void RunbookFoot::giveAnswer()
{
    const Answer answer = std::exchange(m_answer, nullptr);
    const WizardQuestion asked = m_asked;
    if (!m_secret->isHidden()) {
        const QByteArray token = m_secret->take();
        keepGoing();
        m_viewModel.confirmTogether(asked, {token, {}});
        return;
    }
    const QString reason = m_reason->text().trimmed();
    keepGoing();
    if (answer)
        answer(asked, reason);
}

void RunbookFoot::ask(const QString &question, const QString &action, Answer answer)
{
    m_question->setText(question);
    setLabel(m_do, action);
    m_asked = m_viewModel.question();
    m_answer = std::move(answer);
    m_firstWord.clear();
    m_reason->setText({});
    m_reason->show();
    m_secret->hide();
    m_reason->setPlaceholderText(tr("Reason, for the report"));
    m_reason->setAccessibleName(tr("Reason"));
    m_do->setEnabled(false);
    m_stack->setCurrentIndex(1);
    m_keep->setFocus();
}

void RunbookFoot::askSkip()
{
    ask(tr("Go on without “%1”?").arg(m_viewModel.question().stepTitle), tr("Skip the step"),
        [this](const WizardQuestion &asked, const QString &reason) { m_viewModel.skip(asked, reason); });
}

void RunbookFoot::askOverride()
{
    const QString rule = m_viewModel.foot().ruleInTheWay;
    ask(tr("Set %1 aside? Type %1, then why:").arg(rule), tr("Set %1 aside").arg(rule),
        [this](const WizardQuestion &asked, const QString &text) {
            m_viewModel.overrideRule(asked, text.section(u' ', 0, 0), text.section(u' ', 1));
        });
    m_firstWord = rule;
    m_reason->setPlaceholderText(tr("%1, and the reason for the report").arg(rule));
    m_reason->setAccessibleName(tr("Number of the rule, then the reason"));
}

bool RunbookFoot::isAnswered() const
{
    if (!m_secret->isHidden())
        return !m_secret->text().trimmed().isEmpty();
    const QString text = m_reason->text().trimmed();
    return m_firstWord.isEmpty() ? !text.isEmpty() : text.startsWith(m_firstWord + u' ');
}

/// The token is asked who it is and forgotten; the field never shows it.
void RunbookFoot::askSecond()
{
    ask(tr("Second person, your own Databricks token:"), tr("I agree"), nullptr);
    m_secret->wipe();
    m_secret->show();
    m_reason->hide();
}

void RunbookFoot::keepGoing()
{
    m_answer = nullptr;
    m_asked = {};
    m_secret->wipe();
    m_secret->hide();
    m_reason->setText({}); // clear() could be undone
    m_stack->setCurrentIndex(0);
    focusSafely();
}

void RunbookFoot::refresh()
{
    const WizardFoot foot = m_viewModel.foot();
    const bool open = !foot.primaryStarts && !foot.primaryCloses && m_viewModel.hasIncident();
    m_leave->setVisible(open);
    m_leave->setEnabled(foot.canAbandon);
    setLabel(m_leave, foot.leaveLabel);
    setLabel(m_escalate, foot.escalateLabel);
    setLabel(m_alone, foot.aloneLabel);
    setLabel(m_decline, foot.declineLabel);
    setLabel(m_pause, foot.pauseLabel);
    m_hint->setText(foot.hint);
    m_hint->setVisible(!foot.hint.isEmpty());
    m_fieldLabel->setVisible(foot.asksWord);
    m_fieldLabel->setText(foot.fieldLabel);
    m_fieldLabel->setMinimumWidth(m_fieldLabel->sizeHint().width()); // what is to be typed never elides
    m_field->setVisible(foot.asksWord);
    m_field->setAccessibleName(foot.fieldLabel);
    m_field->setEnabled(!m_viewModel.arming().isClaimed());
    if (m_field->text() != m_viewModel.arming().typed())
        m_field->setText(m_viewModel.arming().typed());
    m_cancel->setVisible(foot.hasCancel);
    const bool gate = !foot.primaryStarts && !foot.primaryCloses;
    setLabel(m_confirm, gate ? foot.primaryLabel : QString());
    m_confirm->setEnabled(gate && foot.primaryEnabled);
    setLabel(m_start, foot.primaryStarts ? foot.primaryLabel : QString());
    m_start->setEnabled(foot.primaryStarts && foot.primaryEnabled);
    setLabel(m_close, foot.primaryCloses ? foot.primaryLabel : QString());
    const bool another = m_asked.incident != m_viewModel.question().incident;
    if (m_stack->currentIndex() == 1 && (!open || another))
        keepGoing();
}

bool RunbookFoot::focusSafely()
{
    if (m_stack->currentIndex() == 1)
        return true; // a question is open, its own harmless button has the focus
    if (!m_viewModel.foot().hasCancel)
        return false;
    m_cancel->setFocus();
    return true;
}

} // namespace twinlake
