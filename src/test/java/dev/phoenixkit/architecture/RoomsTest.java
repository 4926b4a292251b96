package dev.phoenixkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rooms and what they may know of each other (docs/architecture.md). */
@Tag("slow")
class RoomsTest {

    /** From the goals down to the rules. A room may use those after it. */
    private static final List<String> ROOMS = List.of(
            "maven",
            "maven.parameters",
            "report",
            "fleet",
            "status",
            "migrate",
            "verify",
            "rows",
            "lock",
            "preflight",
            "connect",
            "jdbc",
            "errors",
            "v114");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.phoenixkit");

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(packages(ROOMS)).check(MAIN);
    }

    @Test
    void aRoomUsesOnlyThoseBelowIt() {
        for (int room = 1; room < ROOMS.size(); room++) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.phoenixkit." + ROOMS.get(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(ROOMS.subList(0, room)))
                    .check(MAIN);
        }
    }

    /** What a room does not show, the others need not know. */
    @Test
    void roomsHaveFewDoors() {
        List<String> doors = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !List.of(
                                "dev.phoenixkit.maven", "dev.phoenixkit.maven.parameters", "dev.phoenixkit.v114")
                        .contains(type.getPackageName()))
                .map(JavaClass::getName)
                .toList();

        assertThat(doors).hasSizeLessThanOrEqualTo(45);
    }

    @Test
    void noRoomIsAHall() {
        Map<String, Long> files = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files.values()).allMatch(number -> number > 1 && number <= 25);
    }

    @Test
    void onlyTheMavenRoomKnowsMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.phoenixkit.maven")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "javax.inject..")
                .check(MAIN);
    }

    @Test
    void theRulesArePure() {
        noClasses()
                .that()
                .resideInAPackage("dev.phoenixkit.v114")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "java.time..",
                        "java.nio.file..",
                        "java.net..",
                        "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.Random|java\\.lang\\.Thread|java\\.io\\.File.*")
                .check(MAIN);
    }

    @Test
    void theGoalsRunNoSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.phoenixkit.maven")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\.(Statement|PreparedStatement|ResultSet)")
                .check(MAIN);
    }

    private static String[] packages(List<String> rooms) {
        return rooms.stream().map(room -> "dev.phoenixkit." + room).toArray(String[]::new);
    }
}
