package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir
    Path folder;

    private Path place;

    @BeforeEach
    void place() {
        place = folder.resolve("up.json");
    }

    @Test
    void fileHasItsNameOnlyInTheEnd() throws IOException {
        try (ReportFile file = ReportFile.create(place)) {
            file.output().write(bytes("one"));
            assertThat(contents()).isEqualTo(Map.of("up.json.part", "one"));

            file.putInPlace();
        }
        assertThat(contents()).isEqualTo(Map.of("up.json", "one"));
    }

    @Test
    void foldersAreMade() throws IOException {
        write(folder.resolve("a/b/up.json"), "one");

        assertThat(folder.resolve("a/b/up.json")).hasContent("one");
    }

    @Test
    void linkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        write(link.resolve("up.json"), "one");

        assertThat(real.resolve("up.json")).hasContent("one");
    }

    @Test
    void nameWithoutAFolderIsInTheWorkingDirectory() throws IOException {
        try (ReportFile file = ReportFile.create(Path.of("report-file-test.json"))) {
            assertThat(file.part())
                    .isEqualTo(Path.of("").toAbsolutePath().resolve("report-file-test.json.part"))
                    .exists();
            file.discard();
            assertThat(file.part()).doesNotExist();
        }
    }

    @Test
    void filesInTheWayAreMovedAsideOneAfterTheOther() throws IOException {
        List<Path> none = write(place, "one");
        List<Path> first = write(place, "two");
        List<Path> second = write(place, "three");

        assertThat(contents()).isEqualTo(Map.of("up.json", "three", "up.json.1", "one", "up.json.2", "two"));
        assertThat(none).isEmpty();
        assertThat(first).containsExactly(folder.resolve("up.json.1"));
        assertThat(second).containsExactly(folder.resolve("up.json.2"));
    }

    @Test
    void whatAKilledRunLeftIsMovedAsideToo() throws IOException {
        Files.writeString(folder.resolve("up.json.part"), "killed");
        Files.writeString(folder.resolve("up.json.part.1"), "killed before");

        List<Path> movedAside = write(place, "one");

        assertThat(contents())
                .isEqualTo(Map.of("up.json", "one", "up.json.part.1", "killed before", "up.json.part.2", "killed"));
        assertThat(movedAside).containsExactly(folder.resolve("up.json.part.2"));
    }

    @Test
    void danglingLinkIsMovedAsideToo() throws IOException {
        Files.createSymbolicLink(place, folder.resolve("nowhere"));

        write(place, "one");

        assertThat(place).isRegularFile().hasContent("one");
        assertThat(folder.resolve("up.json.1")).isSymbolicLink();
    }

    @Test
    void fileThatAnotherRunIsWritingIsLeftAlone() throws IOException {
        try (ReportFile first = ReportFile.create(place)) {
            first.output().write(bytes("one"));
            assertThatThrownBy(() -> ReportFile.create(place))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another run is writing " + first.part());
            first.putInPlace();
        }
        assertThat(contents()).isEqualTo(Map.of("up.json", "one"));
    }

    @Test
    void folderIsNoFile() {
        assertThatThrownBy(() -> ReportFile.create(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("it is a directory");
        assertThatThrownBy(() -> ReportFile.create(folder.getRoot()))
                .isInstanceOf(IOException.class)
                .hasMessage("it is a directory");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void endTakesThePlaceOfWhatStandsThere() throws IOException {
        try (ReportFile file = ReportFile.create(place)) {
            file.output().write(bytes("head rows"));
            long position = file.position();
            file.end(position, bytes(" a long tail"));
            file.end(position, bytes(" tail"));
            file.overwrite(0, bytes("HEAD"));
            file.sync();
            file.putInPlace();
        }
        assertThat(place).hasContent("HEAD rows tail");
    }

    private static List<Path> write(Path place, String text) throws IOException {
        try (ReportFile file = ReportFile.create(place)) {
            file.output().write(bytes(text));
            file.putInPlace();
            return file.movedAside();
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
