package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.Browser;
import dev.phoenixkit.testing.SampleRows;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser. */
@Tag("database")
class PageBrowserTest {
    /** What a page would do if text of the database were more than text. */
    private static final String HOSTILE = "</script><img src=x onerror=\"document.title='owned'\">${js}<!--\u202e";

    /** The pages and pictures of them, to be looked at. */
    private static final Path PICTURES = Path.of("target", "pages");

    private static Browser browser;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path page;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isInstalled(), "no chromium with chromedriver here (Debian: chromium, chromium-driver)");
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Whatever a page is used for, it asks for nothing but itself and complains of nothing. */
    @AfterEach
    void pageKeepsToItself() {
        browser.media("", "light");
        browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(address -> address.equals(page.toUri().toString()));
    }

    private void open(String name) {
        open(name, 1280, 1500);
    }

    private void open(String name, int width, int height) {
        browser.open(page, width, height).screenshot(PICTURES.resolve(name + ".png"));
        try {
            Files.copy(page, PICTURES.resolve(name + ".html"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up() {
        page = folder.resolve("up.html");
        SampleRows.all().forEach(row -> row.insertInto(db));
        db.up().page(page).run();
    }

    private long shown() {
        return browser.visible("#list tbody tr").size();
    }

    private List<String> cells(int column) {
        return browser.script(
                "return [...document.querySelectorAll('#list tbody tr:not([hidden])')]"
                        + ".map(row => row.cells[arguments[0]].textContent)",
                column);
    }

    @Test
    void upSaysWhatHappened() {
        up();
        open("up");

        assertThat(browser.find("h1").getText()).isEqualTo("Migrated to version 114");
        assertThat(browser.find(".lead").getText())
                .matches(
                        "20 integrations were migrated from version 113 to 114, in one transaction. Others could not write for \\d+\\.\\d\\d s.");
        assertThat(browser.find(".facts").getText()).contains(db.name(), "public", "PostgreSQL 1", "UTC");
        assertThat(shown()).isEqualTo(20);
        assertNothingSerious();
    }

    @Test
    void dryRunWithProblemRowsSaysWhatToDo() {
        page = folder.resolve("dry.html");
        SampleRows.all().forEach(row -> row.insertInto(db));
        db.insert("integration:google:broken", "[1]");
        db.insert("integration:smtp:relay", "{\"provider\": {\"host\": \"mail\"}}");
        db.insert("integration::", "{}");
        db.up().dry().page(page).fails(RefusedException.class);
        open("dry-run");

        assertThat(browser.find("h1").getText()).isEqualTo("Failed, nothing was changed");
        assertThat(cells(0).subList(0, 4))
                .containsExactly("Problem row", "Problem row", "Problem row", "Name differs from key");
        assertThat(cells(4).get(0))
                .isEqualTo(
                        "its value_json is of type array, not an objectTo do: put an object into value_json, or delete the row if nothing uses it");
        assertNothingSerious();
    }

    @Test
    void rowsAreFilteredByKindAndTextAndSorted() {
        up();
        open("filter");

        browser.script("document.querySelector('[value=converted]').click()");
        assertThat(shown()).isEqualTo(2);
        browser.find("[type=search]").sendKeys("SIP");
        assertThat(shown()).isEqualTo(1);
        assertThat(browser.find("#shown").getText()).isEqualTo("1 of 20 rows match");
        browser.find("[type=search]").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        browser.script("document.querySelector('[value=\"\"]').click()");
        assertThat(shown()).isEqualTo(20);

        List<String> before = cells(2);
        WebElement provider = browser.find("#list th:nth-child(3) button");
        provider.click();
        assertThat(cells(2)).isSorted().isNotEqualTo(before);
        provider.click();
        assertThat(browser.find("#list th:nth-child(3)").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
        provider.click();
        assertThat(cells(2)).isEqualTo(before);
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() {
        up();
        open("keyboard");

        browser.active().sendKeys(Keys.TAB);
        assertThat(browser.active().getText()).isEqualTo("To the rows");
        browser.active().sendKeys(Keys.ENTER, Keys.TAB);
        browser.active().sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.active().getDomAttribute("value")).isEqualTo("drifted");
        assertThat(shown()).isEqualTo(8);
        browser.active().sendKeys(Keys.TAB);
        browser.active().sendKeys("smtp");
        assertThat(browser.find("#shown").getText()).isEqualTo("0 of 20 rows match");
        browser.active().sendKeys(Keys.TAB);
        browser.active().sendKeys(Keys.ENTER);
        // The form is reset after the event that says so.
        Waiting.await("all rows are shown again").until(() -> shown() == 20);
        browser.active().sendKeys(Keys.TAB);
        browser.active().sendKeys(Keys.SPACE);
        assertThat(browser.find("#list th").getDomAttribute("aria-sort")).isEqualTo("ascending");
    }

    @Test
    void darkModeAndPaperAndPhone() {
        up();
        browser.media("", "dark");
        open("dark");
        assertThat(browser.<Number>script(luminance()).doubleValue()).isLessThan(60);
        assertNothingSerious();

        browser.media("print", "light");
        open("print");
        assertThat(browser.<Number>script(luminance()).doubleValue()).isGreaterThan(250);
        assertThat(browser.visible("form, .skip")).isEmpty();
        browser.print(PICTURES.resolve("up.pdf"));

        browser.media("", "light");
        open("phone", 360, 1500);
        assertThat(browser.<Long>script("return document.scrollingElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        browser.script("document.querySelector('[value=converted]').click()");
        assertThat(shown()).isEqualTo(2);
        assertNothingSerious();
    }

    private static String luminance() {
        return "const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);"
                + " return (r + g + b) / 3";
    }

    @Test
    void withoutScriptsEverythingCanBeRead() {
        up();
        browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        open("without-scripts");

        assertThat(shown()).isEqualTo(20);
        assertThat(browser.visible("form, th button")).isEmpty();
    }

    @Test
    void textOfTheDatabaseIsText() throws IOException {
        page = folder.resolve("hostile.html");
        db.createPhoenixKit("</title><script>", "113");
        db.insertSetting("</title><script>", "integration:p:" + HOSTILE, "{\"provider\": [1]}", "<b>");
        db.insertSetting(
                "</title><script>",
                "integration:p2:" + HOSTILE,
                "{\"name\": \"" + HOSTILE.replace("\"", "\\\"") + "2\"}",
                "<b>\u202e");
        db.up().prefix("</title><script>").skippingProblems().page(page).run();
        open("hostile");

        assertThat(browser.<String>script("return document.title")).startsWith("v114-up of test_");
        assertThat(browser.visible("img, b:not(p b, li b)")).isEmpty();
        assertThat(browser.<Long>script("return document.scripts.length")).isEqualTo(1);
        assertThat(cells(1).get(0))
                .startsWith(
                        "integration:p:</script><img src=x onerror=\\\"document.title='owned'\\\">${js}<!--\\u202e");
        assertThat(browser.find(".facts").getText()).contains("</title><script>");
        assertThat(Files.readString(page)).contains("&lt;b&gt;\\u202e").doesNotContain("\u202e");
    }

    @Test
    void aThousandSchemasHaveATileEachThatLeadsToItsPart() throws IOException {
        page = folder.resolve("schemas.html");
        SamplePages.ofSchemas(page, 1_000);
        open("thousand-schemas");

        assertThat(Files.size(page)).isLessThan(3_000_000);
        assertThat(browser.find("h1").getText()).isEqualTo("1 of 1000 schemas: Outcome unknown");
        assertThat(browser.visible(".tiles a")).hasSize(1_000);
        browser.find(".tiles li:nth-child(43) a").click();
        assertThat(browser.find("tr:target").getText())
                .startsWith("tenant_42 failed")
                .contains("1 of 10 integration rows");
        browser.find("tr:target a").click();
        assertThat(shown()).isEqualTo(10);

        SamplePages.ofSchemas(page, 200);
        open("schemas");
        SamplePages.ofSchemas(page, 30);
        open("few-schemas");
        assertNothingSerious();
    }

    @Test
    void ofTwentyThousandRowsTheOddOnesAreShown() throws IOException {
        page = folder.resolve("rows.html");
        SamplePages.ofRows(page, 20_000);
        open("rows");

        assertThat(Files.size(page)).isLessThan(3_000_000);
        assertThat(shown()).isEqualTo(2_000);
        assertThat(browser.find(".hint").getText()).startsWith("2,000 of 20,000 rows are shown here");
        assertThat(cells(0)).allMatch("Problem row"::equals);
        assertThat(browser.find(".bars").getText()).contains("Problem row\n2,000", "Filled from the key\n18,000");
    }

    @Test
    void pageThatWasCutOffSaysSo() throws IOException {
        up();
        open("whole");
        assertThat(browser.visible("#cut")).isEmpty();

        byte[] whole = Files.readAllBytes(page);
        Files.write(page, java.util.Arrays.copyOf(whole, whole.length - 60));
        open("cut");
        assertThat(browser.visible("#cut")).hasSize(1);
    }

    /** By axe-core's rules, which its jar brings as a script. */
    private void assertNothingSerious() {
        try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
            browser.script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<Object> serious = browser.asyncScript(
                "const done = arguments[0]; axe.run(document).then(result => done("
                        + "result.violations.filter(found => ['serious', 'critical'].includes(found.impact))"
                        + ".map(found => found.id + ': ' + found.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))))");
        assertThat(serious).isEmpty();
    }
}
