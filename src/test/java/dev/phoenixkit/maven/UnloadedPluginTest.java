package dev.phoenixkit.maven;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.Driver;

/** A daemon that runs builds loads the plugin again and again: nothing of it may stay. */
@Tag("database")
class UnloadedPluginTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private record Slot(String content) {}

    @Test
    void aGoalThatSucceedsLeavesNothingBehind() throws Throwable {
        assertThat(runAndUnload(db.url(), db.user(), db.password())).contains("schema public: version 113");
    }

    @Test
    void aGoalThatFailsLeavesNothingBehind() throws Throwable {
        Locale usual = Locale.getDefault();
        // The driver's messages in another language are a class of its own, which the JVM keeps.
        Locale.setDefault(Locale.GERMAN);
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop";
            assertThat(runAndUnload(url, "deploy", "hush")).contains("there is no answer");
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static String runAndUnload(String url, String user, String password) throws Throwable {
        Set<Thread> before = threads();
        List<String> told = new ArrayList<>();
        WeakReference<ClassLoader> realm = run(told, url, user, password);
        displaceRecordsInTheJdk();
        await("the plugin's classes are unloaded").until(() -> {
            System.gc();
            return realm.get() == null;
        });
        await("the threads that the goal has started end").until(() -> before.containsAll(threads()));
        return told.get(0);
    }

    /** A method of its own, so that no variable on the stack holds an object of the plugin. */
    private static WeakReference<ClassLoader> run(List<String> told, String... arguments)
            throws ReflectiveOperationException, IOException {
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader realm = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            // As Maven does.
            Thread.currentThread().setContextClassLoader(realm);
            Object status = realm.loadClass(IsolatedStatus.class.getName())
                    .getConstructor(String.class, String.class, String.class)
                    .newInstance((Object[]) arguments);
            assertThat(status.getClass()).isNotEqualTo(IsolatedStatus.class);
            told.add((String) ((Supplier<?>) status).get());
            assertThat(status).as("registered drivers").hasToString("[]");
            return new WeakReference<>(realm);
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
    }

    /** What the plugin's realm holds, and the tests; not more, as the JDK would load the drivers of other jars too. */
    private static URL[] classPath() {
        return Stream.of(
                        IsolatedStatus.class,
                        StatusGoal.class,
                        Log.class,
                        Driver.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonProperty.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** The JDK's code that compares records keeps the types of the last one until it meets the next. */
    private static void displaceRecordsInTheJdk() throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle content = lookup.findVirtual(Slot.class, "content", MethodType.methodType(String.class));
        for (String method : List.of("equals", "hashCode")) {
            ObjectMethods.bootstrap(lookup, method, MethodHandle.class, Slot.class, "content", content);
        }
    }
}
