package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a POM binds to {@code validate}. Flyway and Liquibase run the hand-written statement (src/bench/pom.xml has them). */
enum BuildTool {
    /** Nothing. */
    EMPTY {
        @Override
        String plugin(int schemas) {
            return "";
        }
    },
    /** This plugin, told to do nothing: what any plugin pays for. */
    SKIP {
        @Override
        String plugin(int schemas) {
            return ours("<skip>true</skip>");
        }
    },
    OURS {
        @Override
        String plugin(int schemas) {
            return ours(schemas == 1 ? "" : "<prefixes>tenant_*</prefixes>");
        }
    },
    FLYWAY {
        @Override
        String plugin(int schemas) {
            // It migrates one schema at a time.
            List<String> each = schemas == 1
                    ? List.of("")
                    : IntStream.rangeClosed(1, schemas)
                            .mapToObj(i -> "<defaultSchema>" + Tenants.name(i) + "</defaultSchema>")
                            .toList();
            return bound(
                    "org.flywaydb:flyway-maven-plugin:" + System.getProperty("bench.flyway"),
                    "migrate",
                    each,
                    "<url>${bench.url}</url><user>${bench.user}</user><password>${env.PGPASSWORD}</password>"
                            + "<locations><location>filesystem:${project.basedir}/sql</location></locations>"
                            + "<baselineOnMigrate>true</baselineOnMigrate><baselineVersion>0</baselineVersion>",
                    "org.flywaydb:flyway-database-postgresql:" + System.getProperty("bench.flyway"),
                    DRIVER);
        }

        @Override
        void prepare(Path project, String sql) throws IOException {
            Path folder = Files.createDirectories(project.resolve("sql"));
            Files.writeString(
                    folder.resolve("V114__integrations.sql"), sql.replace("public.", "${flyway:defaultSchema}."));
        }
    },
    LIQUIBASE {
        @Override
        String plugin(int schemas) {
            return bound(
                    "org.liquibase:liquibase-maven-plugin:" + System.getProperty("bench.liquibase"),
                    "update",
                    List.of(""),
                    "<url>${bench.url}</url><username>${bench.user}</username><password>${env.PGPASSWORD}</password>"
                            + "<changeLogFile>changelog.sql</changeLogFile>"
                            + "<searchPath>${project.basedir}</searchPath>",
                    DRIVER);
        }

        @Override
        void prepare(Path project, String sql) throws IOException {
            Files.writeString(
                    project.resolve("changelog.sql"), "--liquibase formatted sql\n--changeset shop:114\n" + sql);
        }
    };

    private static final String DRIVER = "org.postgresql:postgresql:" + System.getProperty("bench.pgjdbc");

    /** The plugin in a POM, for {@code public} alone or for so many tenants. */
    abstract String plugin(int schemas);

    /** Writes what the build needs besides its POM. */
    void prepare(Path project, String sql) throws IOException {}

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String ours(String configuration) {
        return bound(
                System.getProperty("phoenixkit-test.plugin"),
                "v114-up",
                List.of(""),
                "<url>${bench.url}</url><username>${bench.user}</username>" + configuration);
    }

    /** @param executions the configuration that each has besides the one of all */
    private static String bound(
            String plugin, String goal, List<String> executions, String configuration, String... dependencies) {
        StringBuilder pom = new StringBuilder("  <build><plugins><plugin>\n").append(coordinates(plugin));
        pom.append("<executions>");
        for (String own : executions) {
            pom.append("<execution><id>%s</id><phase>validate</phase><goals><goal>%s</goal></goals>"
                    .formatted(own.isEmpty() ? "up" : own.replaceAll("<[^>]*>", ""), goal));
            pom.append("<configuration>").append(own).append("</configuration></execution>\n");
        }
        pom.append("</executions>\n<configuration>").append(configuration).append("</configuration>\n<dependencies>");
        for (String dependency : dependencies) {
            pom.append("<dependency>").append(coordinates(dependency)).append("</dependency>");
        }
        return pom.append("</dependencies>\n  </plugin></plugins></build>\n").toString();
    }

    private static String coordinates(String artifact) {
        return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                .formatted((Object[]) artifact.split(":"));
    }
}
