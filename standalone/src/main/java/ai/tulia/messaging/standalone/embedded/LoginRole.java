package ai.tulia.messaging.standalone.embedded;

import java.util.regex.Pattern;

/**
 * A PostgreSQL role that may log in: no superuser, and never above row-level security.
 *
 * @param owner whether it owns the database {@code tulia}; at most one role does
 */
public record LoginRole(String name, String password, boolean owner) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public LoginRole {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a role name: " + name);
        }
    }

    @Override
    public String toString() {
        return "LoginRole[" + name + "]";
    }
}
