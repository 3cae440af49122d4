// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recomputes from the theme files what visual-design.md section 2 promises: contrast of every pair, distance of marks.
#include "tests/ui/colordistance.h"
#include "ui/widgets/iconfactory.h"
#include "ui/widgets/modepattern.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/themefile.h"

#include <QDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double textContrast = 4.5;
constexpr double markContrast = 3.0;
constexpr double markDistance = 15.0;

const QStringList themeNames{u"dark"_s, u"light"_s, u"high-contrast"_s};

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAndMarksStandOutFromEveryGround_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<Token>("token");
        QTest::addColumn<double>("least");
        for (const QString &theme : themeNames) {
            for (const Token token : {Token::Text1, Token::Text2, Token::Text3, Token::TextWatch, Token::TextBad,
                                      Token::TextUnknown, Token::Link, Token::LinkB})
                addRow(theme, token, textContrast);
            for (const Token token : {Token::StateActive, Token::StateReady, Token::StateWatch, Token::StateBad,
                                      Token::StateUnknown, Token::StateOff, Token::Edge, Token::Focus})
                addRow(theme, token, markContrast);
        }
    }

    void wordsAndMarksStandOutFromEveryGround()
    {
        QFETCH(QString, theme);
        QFETCH(Token, token);
        QFETCH(double, least);
        const ThemeFile file = ThemeFile::load(theme);
        for (const Token ground : {Token::Window, Token::Panel, Token::Raised}) {
            const double ratio = colordistance::contrast(file.color(token), file.color(ground));
            QVERIFY2(ratio >= least, qPrintable(u"%1 on %2"_s.arg(ratio).arg(ThemeFile::tokenName(ground))));
        }
    }

    void contentIsReadableOnTints_data() { perTheme(); }
    void contentIsReadableOnTints()
    {
        QFETCH(QString, theme);
        const ThemeFile file = ThemeFile::load(theme);
        for (const Token tint : {Token::TintBad, Token::TintWatch, Token::TintUnknown, Token::TintOk}) {
            for (const Token text : {Token::Text1, Token::Text2})
                QVERIFY(colordistance::contrast(file.color(text), file.color(tint)) >= textContrast);
        }
        QVERIFY(colordistance::contrast(file.color(Token::PrimaryText), file.color(Token::Primary)) >= textContrast);
    }

    void marksStayApartForEveryEye_data() { perTheme(); }
    void marksStayApartForEveryEye()
    {
        QFETCH(QString, theme);
        const ThemeFile file = ThemeFile::load(theme);
        const QList<Token> marks{Token::StateActive, Token::StateReady,   Token::StateWatch,
                                 Token::StateBad,    Token::StateUnknown, Token::StateOff};
        for (const auto vision : colordistance::allVisions) {
            for (int i = 0; i < marks.size(); ++i) {
                for (int j = i + 1; j < marks.size(); ++j) {
                    const double apart =
                        colordistance::ciede2000(colordistance::seenAs(file.color(marks.at(i)), vision),
                                                 colordistance::seenAs(file.color(marks.at(j)), vision));
                    QVERIFY2(apart >= markDistance,
                             qPrintable(u"%1 %2: %3"_s
                                            .arg(ThemeFile::tokenName(marks.at(i)), ThemeFile::tokenName(marks.at(j)))
                                            .arg(apart)));
                }
            }
        }
    }

    void distanceFormulaGivesThePublishedPairs()
    {
        // Sharma, Wu, Dalal 2005, pairs 1, 7 and 17 of the test data.
        const auto close = [](double a, double b) { return std::abs(a - b) < 0.0001; };
        QVERIFY(close(colordistance::ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425));
        QVERIFY(close(colordistance::ciede2000({50, 0, 0}, {50, -1, 2}), 2.3669));
        QVERIFY(close(colordistance::ciede2000({50, 2.5, 0}, {73, 25, -18}), 27.1492));
    }

    void bandWordsStandOutFromTheirPlates()
    {
        for (const Mode mode : {Mode::Live, Mode::DryRun, Mode::Rehearsal, Mode::ReadOnly}) {
            const ModeColors colors = ModePattern::colors(mode);
            QVERIFY(colordistance::contrast(colors.text, colors.field) >= textContrast);
            QVERIFY(colordistance::contrast(colors.plateText, colors.plate) >= textContrast);
        }
    }

    void styleSheetHasNoNameLeft_data() { perTheme(); }
    void styleSheetHasNoNameLeft()
    {
        QFETCH(QString, theme);
        const QString sheet = ThemeFile::load(theme).styleSheet(2.0).section(u"*/"_s, 1);
        QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
        QVERIFY(sheet.contains(u"60px"_s));
    }

    void everyIconDrawsSomething()
    {
        const QStringList files = QDir(u":/icons"_s).entryList();
        QVERIFY(files.size() >= 16);
        for (const QString &file : files) {
            const QImage image = IconFactory::pixmap(file.chopped(4), Qt::red, 24).toImage();
            bool drawn = false;
            for (int y = 0; y < image.height() && !drawn; ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn = drawn || image.pixelColor(x, y).alpha() > 128;
            }
            QVERIFY2(drawn, qPrintable(file));
        }
    }

    void serverTextIsNeverMarkup()
    {
        const PlainLabel label(u"<b>bold</b>"_s, TypeRole::Body, TextTone::Content);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.text(), u"<b>bold</b>"_s);
    }

private:
    static void addRow(const QString &theme, Token token, double least)
    {
        QTest::newRow(qPrintable(u"%1 %2"_s.arg(theme, ThemeFile::tokenName(token)))) << theme << token << least;
    }
    static void perTheme()
    {
        QTest::addColumn<QString>("theme");
        for (const QString &theme : themeNames)
            QTest::newRow(qPrintable(theme)) << theme;
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
