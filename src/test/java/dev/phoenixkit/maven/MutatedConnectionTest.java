package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a url, in the environment, in settings.xml or in a password file: it is read, or the message is ours. */
@Tag("slow")
class MutatedConnectionTest {
    private static final String SECRET = "k7Qw2ZrT9xLm4Vb8";
    private static final int PART = 8;

    @TempDir
    Path home;

    @Test
    void urlIsReadOrRefusedWithoutItsSecret() {
        Mutations.forEach(
                (seed, url) -> resolve(seed, url, new TestBuild(home), TestBuild.parameters(url, "me", null, null)),
                "ecto://me:" + SECRET + "@db.example.com:5432/shop?ssl=true&pool_size=10",
                "postgresql://me:" + SECRET + "@[::1],db2.example.com:5433/shop?sslmode=require&options=-c%20role%3Dx",
                "jdbc:postgresql://db.example.com:5432,db2/shop?user=me&password=" + SECRET + "&sslmode=verify-full",
                "jdbc:postgresql:///shop?loggerLevel=OFF&sslpassword=" + SECRET + "&targetServerType=primary");
    }

    @Test
    void passwordFileIsReadOrRefusedWithoutItsSecret() {
        Mutations.forEach(
                (seed, text) -> {
                    TestBuild build = new TestBuild(home);
                    build.environment.put("PGPASSFILE", write(text).toString());
                    resolve(seed, text, build, TestBuild.parameters("jdbc:postgresql://db/shop", "me", null, null));
                },
                "# all\ndb:5432:shop:me:" + SECRET + "\n*:*:*:*:" + SECRET + "\\:\\\\x\n");
    }

    @Test
    void environmentAndSettingsAreReadOrRefusedWithoutTheirSecrets() {
        Mutations.forEach(
                (seed, text) -> {
                    TestBuild build = new TestBuild(home).server("db", "me", "{" + text + "}");
                    build.environment.put("PGPASSWORD", text);
                    build.environment.put("PGUSER", text.substring(text.length() / 2));
                    build.environment.put("DATABASE_URL", text);
                    build.userProperties.setProperty("phoenixkit.password", text);
                    resolve(seed, text, build, new ConnectionParameters(null, "DATABASE_URL", null, null, "db", 10));
                },
                SECRET,
                "postgres://me:" + SECRET + "@db/shop");
    }

    private Path write(String text) {
        try {
            Path file = Files.write(home.resolve("pgpass"), text.getBytes(StandardCharsets.UTF_8));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text what was mutated; of a secret that is in pieces there nobody can tell where they are */
    private static void resolve(long seed, String text, TestBuild build, ConnectionParameters parameters) {
        try {
            ConnectionParameters.Connection read = build.resolve(parameters);
            read.settings()
                    .password()
                    .filter(password -> password.reveal().contains(SECRET))
                    .ifPresent(password -> assertThat(read.settings().toString())
                            .as("seed " + seed)
                            .doesNotContain(password.reveal()));
        } catch (CannotRunException e) {
            if (text.contains(SECRET)) {
                assertThat(IntStream.rangeClosed(0, SECRET.length() - PART)
                                .mapToObj(start -> SECRET.substring(start, start + PART)))
                        .as("seed " + seed + ": " + e.getMessage())
                        .noneMatch(part -> e.toString().contains(part));
            }
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
