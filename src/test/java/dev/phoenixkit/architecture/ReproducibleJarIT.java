package dev.phoenixkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.FileTree;
import dev.phoenixkit.testing.MavenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anybody can build the published jar again from its sources, and see that nothing else went into it. */
class ReproducibleJarIT {

    @TempDir
    Path elsewhere;

    @Test
    void jarIsTheSameBitForBitWhenBuiltLaterElsewhereInAnotherLanguageAndTimeZone() throws IOException {
        Path here = Path.of(System.getProperty("basedir"));
        Path jar = Path.of(System.getProperty("phoenixkit-test.jar"));
        for (String file : List.of("pom.xml", "LICENSE", "NOTICE")) {
            Files.copy(here.resolve(file), elsewhere.resolve(file));
        }
        FileTree.copy(here.resolve("src/main"), elsewhere.resolve("src/main"));
        Files.copy(here.resolve("src/pom.xml"), elsewhere.resolve("src/pom.xml"));

        MavenRun.Result build = MavenRun.in(elsewhere)
                .environment("MAVEN_OPTS", "-Duser.language=de -Duser.country=DE -Duser.timezone=Asia/Colombo")
                // What makes the jar, and no more: the rest of the lifecycle would resolve what the tests need.
                .with("plugin:helpmojo@help-goal", "resources:resources@default-resources")
                .with("compiler:compile@default-compile")
                .with("plugin:descriptor@default-descriptor", "jar:jar@default-jar")
                .run();

        assertThat(build.status()).as(build.log()).isZero();
        Path again = elsewhere.resolve("target").resolve(jar.getFileName());
        assertThat(checksums(jar)).containsKeys("META-INF/LICENSE", "META-INF/NOTICE");
        assertThat(differences(checksums(again), checksums(jar)))
                .as("files that differ")
                .isEmpty();
        assertThat(Files.mismatch(again, jar)).as("first byte that differs").isEqualTo(-1);
    }

    private static Set<String> differences(Map<String, Long> one, Map<String, Long> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        return names;
    }

    private static Map<String, Long> checksums(Path jar) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                CRC32 checksum = new CRC32();
                checksum.update(entries.readAllBytes());
                checksums.put(entry.getName(), checksum.getValue());
            }
        }
        return checksums;
    }
}
