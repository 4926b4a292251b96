package dev.phoenixkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder and everything in it. */
public final class FileTree {
    private FileTree() {}

    /** Copies a folder to a place where there is none. */
    public static void copy(Path folder, Path to) throws IOException {
        List<Path> parentsFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            parentsFirst = files.toList();
        }
        Files.createDirectories(to.getParent());
        for (Path file : parentsFirst) {
            Files.copy(file, to.resolve(folder.relativize(file).toString()));
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
