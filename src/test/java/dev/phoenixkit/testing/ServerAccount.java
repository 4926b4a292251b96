package dev.phoenixkit.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account that PostgreSQL's programs run under: they refuse to be root. An ordinary user runs them as they are. Root
 * steps into a user namespace of its own, where it is nobody to itself, and where that is not allowed (as in many
 * containers), it becomes the user nobody.
 */
enum ServerAccount {
    SELF(List.of()),
    NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private final List<String> prefix;

    ServerAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The one to use here. */
    static ServerAccount find() {
        return possible().stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("PostgreSQL does not run as root, and neither \"unshare -U\" "
                                + "nor \"setpriv\" works here. Run the build as an ordinary user, or choose another server with "
                                + "-D" + ServerLogin.CHOICE + "."));
    }

    /** All that work here, the best first. */
    static List<ServerAccount> possible() {
        if (!Command.run(List.of("id", "-u")).strip().equals("0")) {
            return List.of(SELF);
        }
        return Stream.of(NAMESPACE, NOBODY).filter(ServerAccount::works).toList();
    }

    private boolean works() {
        try {
            return Command.start(command(List.of("true"))).waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command as this account runs it. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Hands a folder over, with what is in it. */
    void own(Path folder) {
        if (this == NOBODY) {
            Command.run(List.of("chown", "-R", "65534:65534", folder.toString()));
        }
    }
}
