package dev.phoenixkit.maven.parameters;

import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.v114.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a parameter may hold.
 *
 * @param <T> the values
 */
public final class ParameterType<T> {

    /** {@code true} or {@code false}, and nothing else that could be meant as one of them. */
    public static final ParameterType<Boolean> FLAG =
            oneOf(Map.of("true", true, "false", false), Function.identity(), "true or false");

    /** A database's address; of two, server, database and user are shown. */
    public static final ParameterType<DatabaseUrl> URL = new ParameterType<>(
            "the address of a database",
            text -> Optional.of(text).filter(t -> !t.isBlank()).map(DatabaseUrl::parse),
            ParameterType::describe);

    /** A password, which is not shown. */
    public static final ParameterType<Secret> PASSWORD = new ParameterType<>(
            "a password",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text)),
            secret -> "a password");

    private final String expected;
    private final Function<String, Optional<T>> reader;
    private final Function<T, String> shown;

    private ParameterType(String expected, Function<String, Optional<T>> reader, Function<T, String> shown) {
        this.expected = expected;
        this.reader = reader;
        this.shown = shown;
    }

    /** Any text but blanks, for what it stands for. */
    public static ParameterType<String> text(String expected) {
        return new ParameterType<>(expected, text -> Optional.of(text).filter(t -> !t.isBlank()), Quoted::of);
    }

    /** Texts that commas separate, one at least, without the blanks around them. */
    public static ParameterType<List<String>> list(String expected) {
        return new ParameterType<>(
                expected,
                text -> Optional.of(Stream.of(text.split(",", -1))
                                .map(String::strip)
                                .toList())
                        .filter(texts -> !texts.contains("")),
                texts -> String.join(",", texts));
    }

    /** A whole number of a unit, within bounds that belong to it. */
    public static ParameterType<Integer> number(String unit, int least, int most) {
        return new ParameterType<>(
                "a whole number of " + unit + ", " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most),
                String::valueOf);
    }

    /** A constant of an enumeration, in either case. */
    public static <E extends Enum<E>> ParameterType<E> oneOf(Class<E> type) {
        Map<String, E> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> lowerCase(constant.name()), Function.identity()));
        String names = Stream.of(type.getEnumConstants())
                .map(constant -> lowerCase(constant.name()))
                .collect(Collectors.joining(" or "));
        return oneOf(constants, ParameterType::lowerCase, names);
    }

    private static <T> ParameterType<T> oneOf(
            Map<String, T> values, Function<String, String> spelling, String expected) {
        return new ParameterType<>(
                expected,
                text -> Optional.ofNullable(values.get(spelling.apply(text))),
                value -> lowerCase(value.toString()));
    }

    /**
     * A file; Java has none where the locale cannot encode its name.
     *
     * @param basedir what a name is relative to; null where there is no project
     */
    public static ParameterType<Path> file(Path basedir) {
        return new ParameterType<>(
                "the name of a file",
                text -> Optional.of(text).filter(t -> !t.isBlank()).map(name -> path(basedir, name)),
                Path::toString);
    }

    private static Path path(Path basedir, String text) {
        try {
            return basedir == null ? Path.of(text) : basedir.resolve(text);
        } catch (InvalidPathException e) {
            throw new CannotRunException(ErrorMessage.what(
                            "The name of a file for report, htmlReport or restore cannot be used, and nothing was changed")
                    .expected("letters that the locale has (" + System.getProperty("sun.jnu.encoding") + ")")
                    .found(text)
                    .next("set LC_ALL to a UTF-8 locale such as C.UTF-8, or give another name"));
        }
    }

    /** What is taken, for messages. */
    String expected() {
        return expected;
    }

    /** The value, if the text is one. */
    Optional<T> read(String text) {
        return reader.apply(text);
    }

    /** What may be shown of a value. */
    String show(T value) {
        return shown.apply(value);
    }

    private static String describe(DatabaseUrl url) {
        return url.servers().stream().map(ServerAddress::toString).collect(Collectors.joining(",")) + "/"
                + url.database().orElse("")
                + url.user().map(user -> " as " + user).orElse("");
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
