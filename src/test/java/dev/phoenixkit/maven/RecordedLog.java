package dev.phoenixkit.maven;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Keeps what is logged, each line with its level as Maven prints it. */
class RecordedLog extends SystemStreamLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    final List<String> lines() {
        return lines;
    }

    /** All lines as one text. */
    final String text() {
        return String.join("\n", lines);
    }

    @Override
    public void debug(CharSequence content) {
        lines.add("[DEBUG] " + content);
    }

    @Override
    public void info(CharSequence content) {
        lines.add("[INFO] " + content);
    }

    @Override
    public void warn(CharSequence content) {
        lines.add("[WARNING] " + content);
    }

    @Override
    public void error(CharSequence content) {
        lines.add("[ERROR] " + content);
    }
}
