package dev.phoenixkit.maven.parameters;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was given for the parameters of a goal, by whom, before Maven has chosen a value, dropped or converted one. What
 * cannot be what somebody has asked for is refused.
 *
 * @param elements the names that the POM's configuration may have: what any goal takes, as goals share it
 * @param names the parameters that properties may give, {@code phoenixkit.} and the name
 * @param configuration what the POM's configuration has for the goal that runs, in its order
 * @param commandLine the build's user properties
 * @param jvm properties of Maven's JVM, by {@code MAVEN_OPTS} or {@code .mvn/jvm.config}; may hold the command line's too
 * @param project properties of the POM and of active profiles, those of settings.xml too
 */
public record Parameters(
        Set<String> elements,
        Set<String> names,
        List<Element> configuration,
        Properties commandLine,
        Properties jvm,
        Properties project) {

    /** What the names of all properties begin with. */
    public static final String PREFIX = "phoenixkit.";

    private static final String POM = "the POM's configuration";

    /**
     * An element of the POM's configuration.
     *
     * @param name its name
     * @param text what stands there
     * @param value what Maven makes of that; null where it is an expression that stands for nothing
     */
    public record Element(String name, String text, String value) {

        /** Whether it only passes on the property that gives the parameter anyway. */
        private boolean isUnsetProperty() {
            return value == null && text.equals("${" + PREFIX + name + "}");
        }
    }

    /** Where a property stands; what comes first wins, as with Maven. */
    public enum Source {
        COMMAND_LINE("the user property "),
        JVM("the JVM's property "),
        PROJECT("the project's property ");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /**
     * A parameter's property, as somebody has given it.
     *
     * @param name its whole name
     * @param text its value
     * @param source where it stands
     */
    public record Property(String name, String text, Source source) {

        /** Where the value comes from, for messages. */
        public String origin() {
            return source.words + name;
        }
    }

    /**
     * Refuses an element of the configuration that no goal knows, and a property that is misspelt.
     *
     * @return a warning about properties of the command line that mean nothing to any goal, if there are some
     * @throws CannotRunException with what was probably meant
     */
    public Optional<String> checkNames() {
        Set<String> seen = new HashSet<>();
        for (Element element : configuration) {
            if (!elements.contains(element.name())) {
                throw unknown(element.name());
            }
            if (!seen.add(element.name())) {
                throw new CannotRunException(
                        ErrorMessage.what("The plugin's configuration in the POM has the parameter " + element.name()
                                        + " twice, and Maven would take one of them")
                                .expected("it once")
                                .next("remove the wrong one"));
            }
        }
        Set<String> known = names.stream().map(name -> PREFIX + name).collect(Collectors.toCollection(TreeSet::new));
        NearMiss nearMiss = new NearMiss(known);
        checkSpelling(commandLine, known, nearMiss, "on the command line");
        checkSpelling(jvm, known, nearMiss, "among the properties of Maven's JVM (MAVEN_OPTS, .mvn/jvm.config)");
        checkSpelling(
                project, known, nearMiss, "among the project's properties (the POM's, and those of settings.xml)");
        String unknown = commandLine.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of("The command line gives " + unknown + ", which is no parameter of this plugin.")
                .filter(warning -> !unknown.isEmpty());
    }

    private CannotRunException unknown(String name) {
        return new CannotRunException(
                ErrorMessage.what("The plugin's configuration in the POM has a parameter that no goal of it knows")
                        .expected("one of " + String.join(", ", new TreeSet<>(elements)))
                        .found("<" + name + ">")
                        .next(new NearMiss(elements)
                                .of(name)
                                .map(meant -> "write <" + meant + "> if that is meant, or remove it")
                                .orElse("correct or remove it")));
    }

    private static void checkSpelling(Properties properties, Set<String> known, NearMiss nearMiss, String where) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            Optional<String> meant = known.contains(name) ? Optional.empty() : nearMiss.of(name);
            if (meant.isPresent()) {
                throw new CannotRunException(ErrorMessage.what(
                                "A property is spelled almost like a parameter of this plugin, and would mean nothing")
                        .expected(meant.get())
                        .found(name + ", " + where)
                        .next("correct it; a property of your own needs a name that is less like it"));
            }
        }
    }

    /** Whether somebody has given this parameter: otherwise its value is the default. */
    public boolean isGiven(String name) {
        return element(name).isPresent() || property(name).isPresent();
    }

    /** The property that gives this parameter where the POM's configuration does not. */
    public Optional<Property> property(String name) {
        String property = PREFIX + name;
        return Stream.of(Source.values())
                .filter(source -> properties(source).getProperty(property) != null)
                .findFirst()
                .map(source -> new Property(property, properties(source).getProperty(property), source));
    }

    private Properties properties(Source source) {
        return switch (source) {
            case COMMAND_LINE -> commandLine;
            case JVM -> jvm;
            case PROJECT -> project;
        };
    }

    /**
     * The value of a parameter.
     *
     * @param used the text that Maven has chosen; null where it has none, which then is looked for among the properties
     * @return null where there is none
     * @throws CannotRunException if the text is no value of the type, or if another one would be dropped: where the POM's
     *     configuration has a parameter, Maven takes no property
     */
    public <T> T read(String name, String used, ParameterType<T> type) {
        Optional<Property> property = property(name);
        Optional<Element> inPom = element(name);
        if (inPom.isEmpty()) {
            // Of an empty file name Maven makes the module's folder.
            String text = property.map(Property::text)
                    .filter(own -> used == null || own.isEmpty())
                    .orElse(used);
            return text == null
                    ? null
                    : convert(name, type, text, property.map(Property::origin).orElse("the default"));
        }
        String text = inPom.get().value();
        if (text == null) {
            throw wrong(name, type, inPom.get().text() + ", which stands for nothing, from " + POM);
        }
        T value = convert(name, type, text.isEmpty() || used == null ? text : used, POM);
        property.filter(given -> given.source() != Source.PROJECT).ifPresent(given -> {
            T dropped = convert(name, type, given.text(), given.origin());
            if (!dropped.equals(value)) {
                throw twice(name, type.show(value), type.show(dropped), given.origin());
            }
        });
        return value;
    }

    private Optional<Element> element(String name) {
        return configuration.stream()
                .filter(element -> element.name().equals(name) && !element.isUnsetProperty())
                .findFirst();
    }

    private static <T> T convert(String name, ParameterType<T> type, String text, String origin) {
        return type.read(text)
                .orElseThrow(() -> wrong(name, type, (text.isBlank() ? "nothing" : text) + ", from " + origin));
    }

    private static CannotRunException wrong(String name, ParameterType<?> type, String found) {
        return new CannotRunException(ErrorMessage.what("The parameter " + name + " has a value that it does not take")
                .expected(type.expected())
                .found(found)
                .next("correct it, or leave the parameter out"));
    }

    private static CannotRunException twice(String name, String inPom, String other, String origin) {
        String same = inPom.equals(other) ? "; in what they differ is not shown, as it may be secret" : "";
        return new CannotRunException(ErrorMessage.what(
                        "The parameter " + name + " is given twice, and Maven would drop one of the two values")
                .expected("one value")
                .found(inPom + ", from " + POM + ", and " + other + ", from " + origin + same)
                .next("remove one of them, or write <" + name + ">${" + PREFIX + name + "}</" + name + "> in the POM"));
    }

    /**
     * Refuses two settings of which only one can be meant.
     *
     * @param both whether both are in use
     * @param one the first as it was given, for the message
     * @param other the second
     */
    public static void exclude(boolean both, String one, String other) {
        if (both) {
            throw new CannotRunException(ErrorMessage.what("Two settings contradict each other")
                    .expected("one of them")
                    .found(one + ", and " + other)
                    .next("remove one of the two"));
        }
    }

    /** Nothing of it: it holds passwords. */
    @Override
    public String toString() {
        return "Parameters";
    }
}
