package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.SessionData;

/**
 * What this build has done so far, so that a goal that a reactor's modules inherit works once. Kept in the build's
 * repository session, which all modules and threads share; what a Mojo keeps in static fields may outlive the build, and
 * modules can have class loaders of their own. For the same reason it holds nothing but types of the JDK.
 */
final class OncePerBuild {

    private static final String KEY = OncePerBuild.class.getName();

    private final Map<String, Object> memory;

    OncePerBuild(Map<String, Object> memory) {
        this.memory = memory;
    }

    static OncePerBuild in(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        data.set(KEY, null, new ConcurrentHashMap<String, Object>());
        @SuppressWarnings("unchecked")
        Map<String, Object> memory = (Map<String, Object>) data.get(KEY);
        return new OncePerBuild(memory);
    }

    /**
     * Runs, unless the last run in this build on the same database and schemas was the same goal with the same settings and
     * succeeded. Runs on the same database take turns.
     *
     * @param schemas names or patterns
     * @param settings each in all the ways in which it can be said; one in common makes two the same
     */
    void run(
            ConnectionSettings target,
            List<String> schemas,
            String goal,
            List<Set<String>> settings,
            Log log,
            Runnable run) {
        String database = target.address() + "/" + target.database();
        List<Set<String>> what = new ArrayList<>(settings);
        what.add(Set.of(target.describe() + ", " + goal));
        what.add(Set.of(hash(target)));
        // Any object serves as a lock that all class loaders know.
        Object turn = memory.computeIfAbsent("turn " + database, k -> new Object());
        synchronized (turn) {
            // What was done last in which schemas; the key is a list of their names.
            @SuppressWarnings("unchecked")
            Map<List<String>, List<Set<String>>> done = (Map<List<String>, List<Set<String>>>)
                    memory.computeIfAbsent("done " + database, k -> new HashMap<List<String>, List<Set<String>>>());
            if (done.containsKey(schemas) && isSame(done.get(schemas), what)) {
                log.info(goal + " on " + target.describe() + ", schema " + String.join(", ", schemas)
                        + ": done already in this build, with the same settings.");
                return;
            }
            done.keySet().removeIf(others -> mayShare(others, schemas));
            run.run();
            done.put(schemas, what);
        }
    }

    /** Of all that decides where a connection leads and how; a hash, since passwords are part of it. */
    private static String hash(ConnectionSettings target) {
        SortedMap<String, String> all = new TreeMap<>();
        target.options().forEach((name, value) -> all.put("option " + name, value.reveal()));
        target.password().ifPresent(password -> all.put("password", password.reveal()));
        all.put("connectTimeout", target.connectTimeout().toString());
        // What a text could hide is told by its length.
        String text = all.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().length() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static boolean mayShare(List<String> some, List<String> others) {
        return Stream.of(some, others).flatMap(List::stream).anyMatch(name -> name.contains("*"))
                || !Collections.disjoint(some, others);
    }

    private static boolean isSame(List<Set<String>> one, List<Set<String>> other) {
        return IntStream.range(0, other.size()).noneMatch(i -> Collections.disjoint(one.get(i), other.get(i)));
    }

    /** Tells something, once. */
    void tell(String text, Consumer<String> log) {
        if (memory.putIfAbsent(text, true) == null) {
            log.accept(text);
        }
    }
}
