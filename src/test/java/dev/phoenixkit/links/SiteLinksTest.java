package dev.phoenixkit.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteLinksTest {

    @TempDir
    Path site;

    @BeforeEach
    void aSiteOfTwoPages() throws IOException {
        page(
                "index.html",
                "<p id=\"top\"><a href=\"goals/up.html#url\">up</a> <a href=\"https://example.org/\">far</a></p>");
        page("goals/up.html", "<a name=\"url\"></a> <a href=\"../index.html#top\">back</a> <a href=\"#url\">here</a>");
    }

    @Test
    void linksToPagesAndToPlacesInThemAreFollowed() throws IOException {
        assertThat(SiteLinks.broken(site, "index.html")).isEmpty();
    }

    @Test
    void linkToAPageThatIsNotThereIsBroken() throws IOException {
        page("goals/down.html", "<img src=\"../images/none.png\"/> <a href=\"issues\">issues</a>");

        assertThat(SiteLinks.broken(site))
                .containsExactly("goals/down.html: ../images/none.png", "goals/down.html: issues");
    }

    @Test
    void linkToAPlaceThatIsNotInThePageIsBroken() throws IOException {
        page("goals/down.html", "<a href=\"up.html#dryRun\">dry run</a>");

        assertThat(SiteLinks.broken(site)).containsExactly("goals/down.html: up.html#dryRun");
    }

    @Test
    void linkOutOfTheSiteWithoutAHostIsBroken() throws IOException {
        page("goals/down.html", "<a href=\"../../README.md\">read me</a>");

        assertThat(SiteLinks.broken(site)).containsExactly("goals/down.html: ../../README.md");
    }

    @Test
    void pageThatWasNotRenderedIsMissed() throws IOException {
        assertThat(SiteLinks.broken(site, "goals/help.html")).containsExactly("goals/help.html is missing");
    }

    private void page(String name, String body) throws IOException {
        Path page = site.resolve(name);
        Files.createDirectories(page.getParent());
        Files.writeString(page, "<html><body>" + body + "</body></html>");
    }
}
