package dev.phoenixkit.maven;

import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/** In place of a cloud's: gets the password from elsewhere, here from a variable that the plugin does not know. */
public final class StandInLogin implements AuthenticationPlugin {
    @Override
    public char[] getPassword(AuthenticationRequestType type) {
        return System.getenv("STAND_IN_TOKEN").toCharArray();
    }
}
