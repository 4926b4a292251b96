package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.testing.ServerLogin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a report may go, and what is left alone. */
class ReportFileTest {
    private static final String SOMETHING_ELSE = "Found: something else, such as a folder, device or pipe. Next: ";

    @TempDir
    Path folder;

    private Path place;

    @BeforeEach
    void place() {
        place = folder.resolve("up.json");
    }

    private static ReportFile open(Path file, String database) {
        ConnectionSettings target =
                new ServerLogin("db", 5432, "deploy", "").database(database).settings();
        return new ReportFile(file, RunLine.of("1.2.3", target, Optional.empty()));
    }

    @Test
    void runBeginsWithALineThatIsOnTheDisk() throws IOException {
        try (ReportFile file = open(place, "shop")) {
            assertThat(ReportLines.of(place).types()).containsExactly("run");
            assertThat(file).hasToString(place.toString());
        }
    }

    @Test
    void foldersAreMade() {
        write(folder.resolve("a/b/up.json"));

        assertThat(ReportLines.of(folder.resolve("a/b/up.json")).all()).hasSize(1);
    }

    @Test
    void linksToFoldersAndToReportsAreFollowed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        write(link.resolve("up.json"));
        Files.createSymbolicLink(place, real.resolve("up.json"));
        write(place);

        assertThat(place).isSymbolicLink();
        assertThat(ReportLines.of(real.resolve("up.json")).all()).hasSize(2);
    }

    @Test
    void nameWithoutAFolderIsInTheWorkingDirectory() throws IOException {
        Path name = Path.of("report-file-test.json");
        try {
            write(name);
            assertThat(Path.of("").toAbsolutePath().resolve(name)).exists();
        } finally {
            Files.deleteIfExists(name);
        }
    }

    @Test
    void reportIsGoneOnWith() throws IOException {
        write(place);
        String first = Files.readString(place);

        write(place);

        assertThat(Files.readString(place)).startsWith(first);
        assertThat(ReportLines.of(place).types()).containsExactly("run", "run");
    }

    @Test
    void emptyFileIsAReportToBe() throws IOException {
        Files.createFile(place);

        write(place);

        assertThat(ReportLines.of(place).all()).hasSize(1);
    }

    @Test
    void halfALineIsClosed() throws IOException {
        write(place);
        Files.writeString(place, Files.readString(place) + "{\"type\":\"ro");

        write(place);

        assertThat(Files.readString(place).lines()).hasSize(3).element(1).isEqualTo("{\"type\":\"ro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "{}", "{\"type\":\"row\"}\n", "{\"type\":\"run\",\"fo", "\u0000", "\n", "[1,"})
    void otherFileIsLeftAlone(String text) throws IOException {
        Files.writeString(place, text);

        assertRefused(place, "Found: ");
    }

    @Test
    void fileWithoutEndOfLineIsNotReadWhole() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(place.toFile(), "rw")) {
            // Longer than any heap, and no block of it is on the disk.
            sparse.setLength(1L << 40);
        }

        assertThatThrownBy(() -> write(place)).hasMessageContaining("Found: another file.");
    }

    @Test
    void reportOfAnotherDatabaseOrFormatIsLeftAlone() throws IOException {
        write(place);
        String first = Files.readString(place);

        assertThatThrownBy(() -> open(place, "other"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "The report cannot be written to " + place + ", and nothing was changed. Expected: a report of"
                                + " db:5432/other. Found: one of db:5432/shop. Next: give another file by the parameter report.");
        assertThat(place).hasContent(first);
        Files.writeString(place, first.replace("\"format\":2", "\"format\":3"));
        assertRefused(place, "Expected: a report of format 2. Found: format 3.");
    }

    @Test
    void fileThatAnotherRunIsWritingIsLeftAlone() {
        try (ReportFile first = open(place, "shop")) {
            assertThatThrownBy(() -> write(place))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("Found: another run is writing it.");
            assertThat(first).isNotNull();
        }
        assertThat(ReportLines.of(place).all()).hasSize(1);
        write(place);
    }

    @Test
    void folderIsNoFile() {
        assertRefused(folder, SOMETHING_ELSE);
        assertRefused(folder.getRoot(), SOMETHING_ELSE);
        assertRefused(Path.of(""), SOMETHING_ELSE);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/full", "/dev/stdout"})
    void deviceIsNoFile(String device) throws IOException {
        assumeThat(Path.of(device)).exists();
        assertRefused(Path.of(device), "The report cannot be written to " + device);
        Files.createSymbolicLink(place, Path.of(device));
        assertRefused(place, "The report cannot be written to " + place);
        Files.delete(place);
    }

    @Test
    void pipeIsNoFile() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.createSymbolicLink(place, pipe);

        assertRefused(pipe, SOMETHING_ELSE);
        assertRefused(place, SOMETHING_ELSE);
    }

    @Test
    void danglingLinkIsNoFile() throws IOException {
        Files.createSymbolicLink(place, folder.resolve("nowhere"));

        assertRefused(place, SOMETHING_ELSE);
        assertThat(place).isSymbolicLink();
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void fileInAFolderThatTakesNoOthersIsGoneOnWith() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        write(closed.resolve("up.json"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            write(closed.resolve("up.json"));
            assertThat(ReportLines.of(closed.resolve("up.json")).all()).hasSize(2);
            assumeThat(Files.isWritable(closed)).as("root may write everywhere").isFalse();
            assertRefused(closed.resolve("other.json"), "AccessDeniedException");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void fileThatMayNotBeWrittenIsLeftAlone() throws IOException {
        write(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r--r--r--"));
        assumeThat(Files.isWritable(place)).as("root may write everything").isFalse();

        assertRefused(place, "AccessDeniedException");
    }

    /** Where the kernel protects regular files, not even root may open this one with O_CREAT. */
    @Test
    void fileOfAnotherUserInAStickyFolderIsGoneOnWith() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("sticky"));
        Path file = sticky.resolve("up.json");
        write(file);
        assumeThat(Files.getOwner(file).getName())
                .as("only root gives files away")
                .isEqualTo("root");
        Files.setAttribute(file, "unix:uid", 65534);
        Files.setAttribute(sticky, "unix:mode", 01777);

        write(file);

        assertThat(ReportLines.of(file).all()).hasSize(2);
    }

    private static void write(Path file) {
        open(file, "shop").close();
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> write(file))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The report cannot be written to " + file)
                .hasMessageContaining(why);
    }
}
