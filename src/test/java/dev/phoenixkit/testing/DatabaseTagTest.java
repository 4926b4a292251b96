package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the quick tests quick: a test that uses a server says so by its tag, by which they leave it out. */
class DatabaseTagTest {
    private static final Set<String> SERVERS =
            Set.of(TestDatabase.class.getName(), OwnServer.class.getName(), OwnServer.Builder.class.getName());

    @Test
    void everyTestThatUsesAServerIsTagged() {
        List<JavaClass> using = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("dev.phoenixkit").stream()
                        .filter(type -> type.getSimpleName().endsWith("Test"))
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(used ->
                                        SERVERS.contains(used.getTargetClass().getName())))
                        .filter(type -> !type.isEquivalentTo(DatabaseTagTest.class))
                        .toList();

        assertThat(using).extracting(JavaClass::getSimpleName).contains("V113TablesTest", "OwnServerTest");
        assertThat(using).allMatch(DatabaseTagTest::isTagged, "has @Tag(\"database\")");
    }

    private static boolean isTagged(JavaClass type) {
        return Arrays.stream(type.reflect().getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals("database"));
    }
}
