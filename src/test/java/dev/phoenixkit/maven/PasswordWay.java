package dev.phoenixkit.maven;

import dev.phoenixkit.testing.MavenRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The ways to hand the password to a real build. */
enum PasswordWay {
    USER_PROPERTY {
        @Override
        void give(MavenRun build, Target target, Path folder) {
            build.with(url(target), user(target), "-Dphoenixkit.password=" + target.password());
        }
    },
    SETTINGS {
        @Override
        void give(MavenRun build, Target target, Path folder) throws Exception {
            settings(folder, target.user(), target.password());
            build.with(url(target), "-Dphoenixkit.serverId=shop-db");
        }
    },
    ENCRYPTED_SETTINGS {
        @Override
        void give(MavenRun build, Target target, Path folder) throws Exception {
            settings(folder, target.user(), MasterPassword.in(folder).encrypt(target.password()));
            build.with(url(target), "-Dphoenixkit.serverId=shop-db")
                    .environment("MAVEN_OPTS", "-Dsettings.security=" + folder.resolve("settings-security.xml"));
        }
    },
    URL_IN_ENVIRONMENT {
        @Override
        void give(MavenRun build, Target target, Path folder) {
            build.with("-Dphoenixkit.urlEnv=DATABASE_URL")
                    .environment(
                            "DATABASE_URL",
                            "ecto://" + target.user() + ":" + percentEncoded(target.password()) + "@"
                                    + target.hostAndPort() + "/" + target.database());
        }
    },
    PGPASSWORD {
        @Override
        void give(MavenRun build, Target target, Path folder) {
            build.with(url(target), user(target)).environment("PGPASSWORD", target.password());
        }
    },
    PASSWORD_FILE {
        @Override
        void give(MavenRun build, Target target, Path folder) throws Exception {
            String password = target.password().replace("\\", "\\\\").replace(":", "\\:");
            Path file =
                    Files.writeString(folder.resolve("passwords"), "*:*:*:" + target.user() + ":" + password + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            build.with(url(target), user(target)).environment("PGPASSFILE", file.toString());
        }
    };

    /** What a build is to connect to; host and port in one text, for it may be malformed. */
    record Target(String hostAndPort, String database, String user, String password) {}

    abstract void give(MavenRun build, Target target, Path folder) throws Exception;

    static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String url(Target target) {
        return "-Dphoenixkit.url=jdbc:postgresql://" + target.hostAndPort() + "/" + target.database();
    }

    private static String user(Target target) {
        return "-Dphoenixkit.username=" + target.user();
    }

    private static void settings(Path folder, String user, String password) throws IOException {
        String escaped = password.replace("&", "&amp;").replace("<", "&lt;");
        Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><servers><server><id>shop-db</id><username>" + user + "</username><password>" + escaped
                        + "</password></server></servers></settings>");
    }
}
