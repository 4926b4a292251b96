package dev.phoenixkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a user's Maven downloads and opens.
 *
 * @param ownBytes the size of the plugin's jar
 * @param jars how many others it loads
 * @param bytes their size
 */
record PluginRealm(long ownBytes, int jars, long bytes) {

    /** @param own the plugin's jar */
    static PluginRealm of(Path own) throws IOException {
        long bytes = 0;
        for (Path jar : ClientJvm.dependencies()) {
            bytes += Files.size(jar);
        }
        return new PluginRealm(Files.size(own), ClientJvm.dependencies().size(), bytes);
    }
}
