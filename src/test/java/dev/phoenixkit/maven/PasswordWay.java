package dev.phoenixkit.maven;

import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.PercentEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The ways to hand the password to a real build. */
enum PasswordWay {
    USER_PROPERTY((build, target, folder) -> build.with("-Dphoenixkit.password=" + target.password())),
    SETTINGS((build, target, folder) -> settings(build, folder, target.user(), target.password())),
    ENCRYPTED_SETTINGS((build, target, folder) -> {
        settings(build, folder, target.user(), MasterPassword.in(folder).encrypt(target.password()));
        build.environment("MAVEN_OPTS", "-Dsettings.security=" + folder.resolve("settings-security.xml"));
    }),
    URL_IN_ENVIRONMENT((build, target, folder) -> build.environment(
            "DATABASE_URL",
            "ecto://" + target.user() + ":" + PercentEncoding.encode(target.password()) + "@" + target.hostAndPort()
                    + "/" + target.database())),
    PGPASSWORD((build, target, folder) -> build.environment("PGPASSWORD", target.password())),
    PASSWORD_FILE((build, target, folder) -> {
        String password = target.password().replace("\\", "\\\\").replace(":", "\\:");
        Path file = Files.writeString(folder.resolve("passwords"), "*:*:*:" + target.user() + ":" + password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        build.environment("PGPASSFILE", file.toString());
    });

    private interface Way {
        void give(MavenRun build, Target target, Path folder) throws Exception;
    }

    private final Way way;

    PasswordWay(Way way) {
        this.way = way;
    }

    /** What a build is to connect to; host and port in one text, for it may be malformed. */
    record Target(String hostAndPort, String database, String user, String password) {}

    /** Tells the build where its database is, who connects, and in this way the password. */
    void give(MavenRun build, Target target, Path folder) throws Exception {
        way.give(build, target, folder);
        if (this == URL_IN_ENVIRONMENT) {
            build.with("-Dphoenixkit.urlEnv=DATABASE_URL");
            return;
        }
        build.with("-Dphoenixkit.url=jdbc:postgresql://" + target.hostAndPort() + "/" + target.database());
        if (this != SETTINGS && this != ENCRYPTED_SETTINGS) {
            build.with("-Dphoenixkit.username=" + target.user());
        }
    }

    private static void settings(MavenRun build, Path folder, String user, String password) throws IOException {
        String escaped = password.replace("&", "&amp;").replace("<", "&lt;");
        Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><servers><server><id>shop-db</id><username>" + user + "</username><password>" + escaped
                        + "</password></server></servers></settings>");
        build.with("-Dphoenixkit.serverId=shop-db");
    }
}
