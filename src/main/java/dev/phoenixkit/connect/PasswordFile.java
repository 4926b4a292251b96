package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The password file of PostgreSQL's own tools: {@code PGPASSFILE}, or {@code .pgpass} in the home directory.
 *
 * <p>The driver's own reading of it is not used, for it differs from libpq's: it takes a file that others may read,
 * opens URLs, looks several hosts up as one, leaves the brackets on IPv6 addresses, and throws on a short line.
 */
public final class PasswordFile {
    private static final Set<PosixFilePermission> TOO_OPEN = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    /** Null where there is no home directory to look in. */
    private final Path path;

    private final String name;

    private PasswordFile(Path path, String name) {
        this.path = path;
        this.name = name;
    }

    /**
     * The file that libpq would read.
     *
     * @param environment gives the value of an environment variable, or null
     * @param home the home directory of the account; {@code $HOME} comes before it
     */
    public static PasswordFile from(UnaryOperator<String> environment, String home) {
        String named = environment.apply("PGPASSFILE");
        try {
            if (named != null && !named.isEmpty()) {
                return new PasswordFile(Path.of(named), named + " (PGPASSFILE)");
            }
            return UserFiles.find(environment, home, ".pgpass", "pgpass.conf")
                    .map(path -> new PasswordFile(path, path.toString()))
                    .orElseGet(() -> new PasswordFile(null, "~/.pgpass"));
        } catch (InvalidPathException e) {
            throw new CannotRunException(ErrorMessage.what("The password file has an impossible name")
                    .expected("a file's path in PGPASSFILE")
                    .found(e.getReason())
                    .next("correct or unset PGPASSFILE"));
        }
    }

    /** Why libpq would ignore the file, to be read after its name; empty if it can be used. */
    public Optional<String> flaw() {
        if (path == null) {
            return Optional.of("cannot be found, as neither HOME nor the account has a home directory");
        }
        if (!Files.isRegularFile(path)) {
            return Optional.of("does not exist or is no plain file");
        }
        if (!Files.isReadable(path)) {
            return Optional.of("cannot be read");
        }
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().stream().anyMatch(TOO_OPEN::contains)) {
                return Optional.of("is ignored, as others have access to it: chmod 600 it");
            }
        } catch (IOException e) {
            return Optional.of("cannot be read");
        }
        return Optional.empty();
    }

    /**
     * The password of the first line that fits; none if no line does or libpq would ignore the file.
     *
     * @throws CannotRunException if the servers have different passwords, as only one can be used
     */
    public Optional<Secret> find(List<ServerAddress> servers, String database, String user) {
        if (flaw().isPresent()) {
            return Optional.empty();
        }
        List<String> lines = lines();
        Set<Optional<String>> passwords = servers.stream()
                .map(server -> find(lines, server, database, user))
                .collect(Collectors.toSet());
        if (passwords.size() > 1) {
            throw new CannotRunException(ErrorMessage.what(
                            "The password file " + name + " does not give one password for all servers of the url")
                    .expected("the same for each of them")
                    .found("different ones, or none for some")
                    .next("make the lines agree, or give the password by serverId or PGPASSWORD"));
        }
        return passwords.iterator().next().map(Secret::new);
    }

    private List<String> lines() {
        try {
            // Not readAllLines: one odd byte in somebody else's line must not matter.
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            ErrorMessage message = ErrorMessage.what("The password file " + name + " cannot be read")
                    .next("make it readable, or name another in PGPASSFILE");
            throw new CannotRunException(message.toString(), e);
        }
    }

    private static Optional<String> find(List<String> lines, ServerAddress server, String database, String user) {
        List<String> wanted = List.of(server.bareHost(), Integer.toString(server.port()), database, user);
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(PasswordFile::fields)
                .filter(fields -> fits(fields, wanted))
                .findFirst()
                .map(fields -> fields.get(wanted.size()))
                .filter(password -> !password.isEmpty());
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        return fields.size() > wanted.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> List.of("*", wanted.get(i)).contains(fields.get(i)));
    }

    /** The fields between colons; a backslash makes the next character an ordinary one. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                boolean escaped = c == '\\' && i + 1 < line.length();
                field.append(escaped ? line.charAt(++i) : c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public String toString() {
        return name;
    }
}
