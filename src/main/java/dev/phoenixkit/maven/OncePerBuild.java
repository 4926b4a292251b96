package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
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
    private static final String PASSWORD_WARNING = "password warning";

    private final Map<String, Object> memory;

    private OncePerBuild(Map<String, Object> memory) {
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
     * Runs, unless the last run in this build on the same database and schema was the same goal with the same settings and
     * succeeded. Runs on the same database and schema take turns.
     *
     * @param settings each in all the ways in which it can be said; one in common makes two the same
     */
    void run(ConnectionSettings target, String schema, String goal, List<Set<String>> settings, Log log, Runnable run) {
        String place = target.address() + "/" + target.database() + "/" + schema;
        List<Set<String>> what = new ArrayList<>(settings);
        what.add(Set.of(target.describe() + ", " + goal));
        // Any object serves as a lock that all class loaders know.
        Object turn = memory.computeIfAbsent("turn " + place, k -> new Object());
        synchronized (turn) {
            if (memory.get(place) instanceof List<?> last && isSame(last, what)) {
                log.info(goal + " on " + target.describe() + ", schema " + schema
                        + ": done already in this build, with the same settings.");
                return;
            }
            memory.remove(place);
            run.run();
            memory.put(place, what);
        }
    }

    private static boolean isSame(List<?> one, List<Set<String>> other) {
        return IntStream.range(0, other.size()).noneMatch(i -> Collections.disjoint((Set<?>) one.get(i), other.get(i)));
    }

    /** Warns of a password in the POM, once. */
    void warnOfPasswordInPom(Log log) {
        if (memory.putIfAbsent(PASSWORD_WARNING, true) == null) {
            log.warn(
                    "The database password comes from the POM: whoever reads the POM has it, and Maven prints it under -X."
                            + " Keep it in settings.xml (serverId), in PGPASSWORD or in a password file instead.");
        }
    }
}
