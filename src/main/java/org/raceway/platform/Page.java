package org.raceway.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the frame of every page needs; each template has it as its parameter {@code page}.
 *
 * @param path of the request
 * @param query of the request as it was sent, empty when none
 * @param rooms that this visitor may enter, in order
 * @param visitor absent on a public page
 * @param csrfParameter the name of the hidden field that every posted form carries
 * @param csrfToken its value
 * @param dark whether the visitor chose the dark theme
 * @param folded names of the sections of the rail that the visitor has closed
 * @param waiting what waits for the visitor; absent where that is not known: on a public page, or when it can't be read
 */
public record Page(
        Texts texts,
        String path,
        String query,
        List<Room> rooms,
        @Nullable Visitor visitor,
        String csrfParameter,
        String csrfToken,
        boolean dark,
        Set<String> folded,
        @Nullable Waiting waiting) {
    public Page {
        rooms = List.copyOf(rooms);
        folded = Set.copyOf(folded);
    }

    /** A text in the visitor's language. */
    public String text(String key, @Nullable Object... arguments) {
        return texts.get(key, arguments);
    }

    /** Whether the visitor reads English. */
    public boolean english() {
        return texts.english();
    }

    /** The same page in another language, {@code zh} or {@code en}. */
    public String inLanguage(String language) {
        StringBuilder link = new StringBuilder(path).append('?');
        for (String part : query.split("&")) {
            if (!part.isEmpty() && !part.startsWith("lang=")) {
                link.append(part).append('&');
            }
        }
        return link.append("lang=").append(language).toString();
    }

    /** The address of a file under {@code static/assets}, with its digest so that it can be cached for a year. */
    public String asset(String file) {
        return Assets.address(file);
    }

    /** {@code 2024-12-01 14:05}, in the cluster's time zone. */
    public String time(@Nullable Instant instant) {
        return instant == null ? "" : Times.minute(instant);
    }

    /** {@code 2024-12-01 14:05:30}, in the cluster's time zone. */
    public String timeToSecond(@Nullable Instant instant) {
        return instant == null ? "" : Times.second(instant);
    }

    /** A whole number with its thousands apart. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(texts.locale()).format(number);
    }

    /** Whether the visitor stands in this room. */
    public boolean in(Room room) {
        return room.path().equals("/")
                ? path.equals("/")
                : path.equals(room.path()) || path.startsWith(room.path() + "/");
    }

    /** The rooms by what they are gathered under, in order. */
    public Map<Section, List<Room>> sections() {
        return rooms.stream().collect(Collectors.groupingBy(Room::section, TreeMap::new, Collectors.toList()));
    }

    /** Whether the visitor stands in a room of this section. */
    public boolean in(Section section) {
        return rooms.stream().anyMatch(room -> room.section() == section && in(room));
    }

    /** Whether the rail shows the entries of this section: unless the visitor closed it, and always where they stand. */
    public boolean unfolded(Section section) {
        return !folded.contains(section.name()) || in(section);
    }

    /** At most three rooms for the phone's bottom bar, which has the visitor's own page besides. */
    public List<Room> phoneRooms() {
        return rooms.stream().filter(Room::onPhone).limit(3).toList();
    }

    /** Whether the visitor may enter the room at this path. */
    public boolean admits(String roomPath) {
        return rooms.stream().anyMatch(room -> room.path().equals(roomPath));
    }

    /** Whether the visitor has the permission with this code. */
    public boolean may(String permission) {
        return visitor != null && visitor.may(permission);
    }

    /** How much waits behind the room at this path, as the rail shows it; empty for nothing. */
    public String waitingAt(String roomPath) {
        return waiting == null
                ? ""
                : roomPath.equals("/tasks")
                        ? waiting.tasksShown()
                        : roomPath.equals("/inbox") ? waiting.unreadShown() : "";
    }

    /** A value for use in an address. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
