package io.promotionbus.notification;

import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out who belongs to an audience right now. Asks the identity provider; runs outside transactions. */
public final class FindRecipients {

    private final People people;
    private final Messages messages;
    private final Subscriptions subscriptions;

    public FindRecipients(People people, Messages messages, Subscriptions subscriptions) {
        this.people = people;
        this.messages = messages;
        this.subscriptions = subscriptions;
    }

    /**
     * Empty while those concerned cannot be named yet because their first message is still on its way.
     *
     * @throws People.IdentityUnavailable when the identity provider is away
     */
    public Optional<Found> of(Audience audience, Message message) {
        return switch (audience) {
            // What is for one person is nobody else's; what settles something goes to those who heard of it.
            case Audience.Role role -> Optional.of(withRole(role).and(subscriptions.to(message)));
            case Audience.Person person -> Optional.of(person(person));
            case Audience.Target target ->
                Optional.of(new Found(
                        List.of(new Recipient(target.address(), target.address(), target.address(), null, null)),
                        null));
            case Audience.Told told ->
                messages.told(told.template(), told.subjectId()).map(known -> stillConcerned(told, known));
        };
    }

    private Found withRole(Audience.Role role) {
        List<Person> members = people.withRole(role.role()).stream()
                .filter(person -> !role.except().contains(person.subject()))
                .toList();
        return members.isEmpty() && role.except().isEmpty()
                ? new Found(List.of(), "nobody has the role " + role.role())
                : reachable(members);
    }

    private Found person(Audience.Person audience) {
        return people.bySubject(audience.subject())
                .map(person -> reachable(List.of(person)))
                .orElseGet(() -> new Found(List.of(), "the person is unknown"));
    }

    private Found stillConcerned(Audience.Told told, List<Recipient> known) {
        Set<String> elsewhere = new HashSet<>(told.except());
        for (String role : told.unlessInRoles()) {
            people.withRole(role).forEach(person -> elsewhere.add(person.subject()));
        }
        return new Found(
                known.stream()
                        .filter(recipient -> !elsewhere.contains(recipient.subject()))
                        .toList(),
                null);
    }

    private static Found reachable(List<Person> people) {
        List<Recipient> recipients = new ArrayList<>();
        List<String> unreachable = new ArrayList<>();
        for (Person person : people) {
            if (!person.enabled() || person.serviceAccount()) {
                continue;
            }
            String email = person.email();
            if (email == null || !person.emailVerified()) {
                unreachable.add(person.username());
            } else {
                recipients.add(new Recipient(person.subject(), person.name(), email, person.locale(), null));
            }
        }
        String note = unreachable.isEmpty() ? null : "no verified e-mail: " + String.join(", ", unreachable);
        return new Found(recipients, note);
    }

    /** {@code note} says whom the message cannot reach and why; absent when it reaches everybody. */
    public record Found(
            List<Recipient> recipients, @Nullable String note) {

        Found and(List<Recipient> others) {
            return new Found(Stream.concat(recipients.stream(), others.stream()).toList(), note);
        }
    }
}
