package dev.phoenixkit.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** How many tests there were and how they ended, out of the reports that surefire and the invoker write. */
public record Counts(int passed, int failed, int skipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
    }

    boolean isClean() {
        return failed == 0 && passed > 0;
    }

    /** Sums up the reports in a folder, which may be missing, whose names match a regular expression. */
    static Counts in(Path folder, String names) throws IOException {
        Counts sum = NONE;
        for (Path report : reports(folder, names)) {
            sum = sum.plus(read(report));
        }
        return sum;
    }

    static List<Path> reports(Path folder, String names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        }
    }

    private static Counts read(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            return root.getTagName().equals("testsuite") ? ofSuite(root) : ofBuild(root.getAttribute("result"));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " cannot be read", e);
        }
    }

    private static Counts ofSuite(Element suite) {
        int failed = number(suite, "failures") + number(suite, "errors");
        int skipped = number(suite, "skipped");
        return new Counts(number(suite, "tests") - failed - skipped, failed, skipped);
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static Counts ofBuild(String result) {
        return switch (result) {
            case "success" -> new Counts(1, 0, 0);
            case "skipped" -> new Counts(0, 0, 1);
            default -> new Counts(0, 1, 0);
        };
    }
}
