/** Fetches the contact cards that customers share, and links the number of one that is the customer's own. */
@NullMarked
package ai.tulia.messaging.worker.contact;

import org.jspecify.annotations.NullMarked;
