@NullMarked
package ai.tulia.messaging.api.security;

import org.jspecify.annotations.NullMarked;
