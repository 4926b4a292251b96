package dev.phoenixkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a POM binds to {@code validate}. Flyway and Liquibase run the hand-written statement (src/bench/pom.xml has them). */
enum BuildTool {
    /** Nothing. */
    EMPTY {
        @Override
        String plugin() {
            return "";
        }
    },
    /** This plugin, told to do nothing: what any plugin pays for. */
    SKIP {
        @Override
        String plugin() {
            return ours("<skip>true</skip>");
        }
    },
    OURS {
        @Override
        String plugin() {
            return ours("");
        }
    },
    FLYWAY {
        @Override
        String plugin() {
            return bound(
                    "org.flywaydb:flyway-maven-plugin:" + System.getProperty("bench.flyway"),
                    "migrate",
                    "<url>${bench.url}</url><user>${bench.user}</user><password>${env.PGPASSWORD}</password>"
                            + "<locations><location>filesystem:${project.basedir}/sql</location></locations>"
                            + "<baselineOnMigrate>true</baselineOnMigrate><baselineVersion>0</baselineVersion>",
                    "org.flywaydb:flyway-database-postgresql:" + System.getProperty("bench.flyway"),
                    DRIVER);
        }

        @Override
        void prepare(Path project, String sql) throws IOException {
            Path folder = Files.createDirectories(project.resolve("sql"));
            Files.writeString(folder.resolve("V114__integrations.sql"), sql);
        }
    },
    LIQUIBASE {
        @Override
        String plugin() {
            return bound(
                    "org.liquibase:liquibase-maven-plugin:" + System.getProperty("bench.liquibase"),
                    "update",
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

    /** The plugin in a POM. */
    abstract String plugin();

    /** Writes what the build needs besides its POM. */
    void prepare(Path project, String sql) throws IOException {}

    boolean migrates() {
        return this != EMPTY && this != SKIP;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String ours(String configuration) {
        return bound(
                System.getProperty("phoenixkit-test.plugin"),
                "v114-up",
                "<url>${bench.url}</url><username>${bench.user}</username>" + configuration);
    }

    private static String bound(String plugin, String goal, String configuration, String... dependencies) {
        StringBuilder pom = new StringBuilder("  <build><plugins><plugin>\n").append(coordinates(plugin));
        pom.append("<executions><execution><phase>validate</phase><goals><goal>")
                .append(goal)
                .append("</goal></goals></execution></executions>\n<configuration>")
                .append(configuration)
                .append("</configuration>\n<dependencies>");
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
