/**
 * Tells people what happened and what waits for them: the inbox, the to-do list, e-mail, webhooks into an enterprise's group
 * chat, and who wants to hear of what by which way. Other rooms call {@link org.raceway.notifications.Notifications} and
 * declare their kinds of notices as a {@link org.raceway.notifications.NoticeKinds} bean; who a person is comes from
 * {@link org.raceway.notifications.Recipients}.
 */
@NullMarked
package org.raceway.notifications;

import org.jspecify.annotations.NullMarked;
