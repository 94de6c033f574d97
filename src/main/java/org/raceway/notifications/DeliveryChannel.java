package org.raceway.notifications;

/** A way out of the house. */
interface DeliveryChannel {

    /** Which one. */
    Delivery.Channel channel();

    /** Tries once, in bounded time. Fails by its answer, not by throwing. */
    Attempt attempt(Delivery delivery);

    /** Told when a delivery was given up; once. */
    default void gaveUp(Delivery delivery, String answer) {}
}
