package dev.phoenixkit.connect;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where libpq looks for the files of a user (PostgreSQL manual, 34.16 and 34.19.1). */
final class UserFiles {
    private UserFiles() {}

    /**
     * A file in {@code $HOME}, or else in the account's home; on Windows in {@code %APPDATA%\postgresql}. None where there is
     * no such directory.
     *
     * @param environment gives the value of an environment variable, or null
     * @param account the account's home; where the system knows none, Java says {@code ?}
     */
    static Optional<Path> find(UnaryOperator<String> environment, String account, String unix, String windows) {
        boolean onWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        String home = environment.apply(onWindows ? "APPDATA" : "HOME");
        try {
            return Optional.of(Path.of(home == null || home.isEmpty() ? account : home))
                    .filter(Path::isAbsolute)
                    .map(folder -> onWindows ? folder.resolve("postgresql").resolve(windows) : folder.resolve(unix));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
