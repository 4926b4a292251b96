package dev.phoenixkit.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this platform, unpacked from the archive on the class path. They are kept in the temporary
 * folder under the archive's hash, for unpacking takes seconds and several JVMs of one build need them.
 */
final class PostgresBinaries {
    private static Path home;

    private PostgresBinaries() {}

    /** The path of a program: {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    static synchronized Path program(String name) {
        if (home == null) {
            home = unpack();
        }
        return home.resolve("bin").resolve(name);
    }

    private static Path unpack() {
        try {
            byte[] archive = archive();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
            Path shared = Path.of(System.getProperty("java.io.tmpdir"))
                    .resolve("phoenixkit-postgres-" + System.getProperty("user.name"));
            Files.createDirectories(shared);
            Path home = shared.resolve(hash);
            if (!isWhole(home)) {
                unpack(archive, shared, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's archive cannot be unpacked: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine =
                System.getProperty("os.arch").replace("aarch64", "arm_64").replace("amd64", "x86_64");
        String name = "/postgres-" + system + "-" + machine + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        name + " is not on the class path. The POM has a profile for each platform that "
                                + "the embedded PostgreSQL runs on; on others, use -Dphoenixkit-test.postgres=docker or a URL.");
            }
            return in.readAllBytes();
        }
    }

    /** Temporary folders are swept by age, file by file, so what was unpacked once may be full of holes. */
    private static boolean isWhole(Path home) throws IOException {
        Path count = home.resolve("files");
        return Files.exists(count) && Files.readString(count).equals(countFiles(home));
    }

    private static String countFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return Long.toString(
                    files.filter(file -> !file.equals(home.resolve("files"))).count());
        }
    }

    private static void unpack(byte[] archive, Path shared, Path home) throws IOException {
        Path fresh = Files.createTempDirectory(shared, "unpacking-");
        // Whichever account the server runs under must reach them.
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tar = Files.createTempFile(shared, "unpacking-", ".tar");
        try (InputStream content = new XZInputStream(new ByteArrayInputStream(archive))) {
            Files.copy(content, tar, StandardCopyOption.REPLACE_EXISTING);
        }
        Command.run(List.of("tar", "-xof", tar.toString(), "-C", fresh.toString()));
        Files.delete(tar);
        Files.writeString(fresh.resolve("files"), countFiles(fresh));
        if (Files.exists(home) && !isWhole(home)) {
            Files.move(home, Files.createTempDirectory(shared, "broken-").resolve("old"));
        }
        try {
            Files.move(fresh, home);
        } catch (IOException e) {
            if (!isWhole(home)) {
                throw e;
            }
            // Another JVM was quicker: its copy serves, and ours goes.
            FileTree.delete(fresh);
        }
    }
}
