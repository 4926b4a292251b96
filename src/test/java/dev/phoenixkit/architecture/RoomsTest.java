package dev.phoenixkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three rooms, one direction (docs/architecture.md). */
@Tag("slow")
class RoomsTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.phoenixkit");

    @Test
    void everyClassIsInOneOfTheThreeRooms() {
        classes()
                .should()
                .resideInAnyPackage("dev.phoenixkit.maven", "dev.phoenixkit.postgres", "dev.phoenixkit.v114")
                .check(MAIN);
    }

    @Test
    void mavenMayUsePostgresAndPostgresMayUseTheCore() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("maven")
                .definedBy("dev.phoenixkit.maven")
                .layer("postgres")
                .definedBy("dev.phoenixkit.postgres")
                .layer("v114")
                .definedBy("dev.phoenixkit.v114")
                .whereLayer("maven")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("postgres")
                .mayOnlyBeAccessedByLayers("maven")
                .whereLayer("v114")
                .mayOnlyBeAccessedByLayers("maven", "postgres")
                .check(MAIN);
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
    void coreIsPure() {
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
    void onlyThePostgresRoomRunsSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.phoenixkit.maven")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\.(Statement|PreparedStatement|ResultSet)")
                .check(MAIN);
    }
}
