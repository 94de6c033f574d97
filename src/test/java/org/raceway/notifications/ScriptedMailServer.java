package org.raceway.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An SMTP server that misbehaves as it is told. */
final class ScriptedMailServer implements AutoCloseable {
    /** How it behaves. */
    enum Manner {
        /** Takes the connection and says nothing. */
        SILENT,
        /** Refuses every recipient for good. */
        REFUSES_RECIPIENTS,
        /** Refuses every recipient for now. */
        DEFERS_RECIPIENTS,
        /** Takes the message and breaks the connection before it says so. */
        BREAKS_AFTER_MESSAGE
    }

    private final ServerSocket door;
    private final Manner manner;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    /** Messages as they came, header and body. */
    final List<String> messages = new CopyOnWriteArrayList<>();

    ScriptedMailServer(int port, Manner manner) {
        this.manner = manner;
        try {
            door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = door.accept();
                open.add(socket);
                if (manner != Manner.SILENT) {
                    Thread.ofVirtual().start(() -> talk(socket));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
            say(out, "220 scripted");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "RCPT" ->
                        say(
                                out,
                                switch (manner) {
                                    case REFUSES_RECIPIENTS -> "550 5.1.1 no such mailbox";
                                    case DEFERS_RECIPIENTS -> "450 4.2.0 greylisted";
                                    case SILENT, BREAKS_AFTER_MESSAGE -> "250 ok";
                                });
                    case "DATA" -> {
                        say(out, "354 go on");
                        messages.add(message(in));
                        return;
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (@Nullable String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
