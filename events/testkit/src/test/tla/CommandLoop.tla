---------------------------- MODULE CommandLoop ----------------------------
(***************************************************************************
The command loop, model-checked: CommandLoopModelTest runs TLC over this
module in every build, and over each mutant of it.

WHAT IS MODELLED. One stream; two clients with one command each; and a third
writer, who adds one commit at any time, in one step. A client sends its
command in a first request and may send it again in a second one, with the
same key, whatever became of the first: it was refused, its answer got lost,
it is still under way. Each request runs the loop in a process of its own,
which may die or run out of time at any point.

The stream is that of a tank which has room for two units and holds one:
"fill" is rejected when it is full, "drain" when it is empty, "label" never.
"label" opens the stream where there is none, so its first append is made
without a load. A fill may insist on a version (If-Match). A command without
a key is sent in one request only, and the stream does not remember it: what
is loaded may be a snapshot, which knows keyed commands alone. A rejection
stands for a no-op as well: both are answered from the state, and nothing is
appended.

The network. A put stays in `sent` for good, so it may be executed at any
time later, also when its sender has given up on it, has answered or has
died (delayed); more than once (sent again by the loop or the SDK, doubled
on its way); or never (lost). Its answer may get lost.

THE ACTIONS, and what they are in the code:

  Begin        a request loads the stream, unless its command opens it. One
               that has come in and done nothing yet is as good as not there
  LoadAgain    the load after a second conflict in a row, or after a first
               one without a load; where the time is over, it answers 409
               instead of sending another put
  Arrive       the store executes a put, and its sender does not hear of it
  Answered     the store executes a put, and its sender hears of it: it is
               done; or it folds the winner, or will load; or its time is
               over, and it answers 409
  Unanswered   an attempt without a definite answer. It is sent again
               unchanged, which changes nothing here, since the put is in
               `sent` already; only a mutant does something else
  GiveUp       the time is over and there was no answer: 503, the outcome is
               unknown. Or the process dies and nobody is answered, which is
               the same for the properties
  OtherWrites  the third writer's commit

What a process does by itself (look up the key, compare If-Match, decide,
send) is one step with the read or the answer before it. That leaves no
behaviour out: others learn of it by its put only, which may be executed as
late as one likes.

WHAT IS PROMISED: see NoLoss, NoDuplicate and NoSpuriousConflict below.

WHAT IS LEFT OUT. Several streams in one command. A key that is used again
for another command (422), and a repeat with another If-Match. That only so
many keys are remembered: here it is all. What is in a snapshot. Faults of
the store itself: it is linearizable here, as DynamoDB is for one item and a
strongly consistent read. Progress: time bounds everything.
***************************************************************************)
EXTENDS Integers, Sequences, TLC

CONSTANTS
    Mutant,  \* what is wrong with the loop, or "none": each is named where it is used
    Small    \* TRUE: the second client has fewer commands and sends its own once; for every build

VARIABLES
    command,  \* what each client wants
    stream,   \* the event table: the commit at each version
    sent,     \* every put that was ever sent
    request,  \* how far each request is: its step, a version, and what its state is based on
    waited    \* the second requests that came when the first one was over

vars == <<command, stream, sent, request, waited>>

Clients == {"a", "b"}
Requests == [client : {"a"}, nr : {1, 2}] \cup [client : {"b"}, nr : IF Small THEN {1} ELSE {1, 2}]
Versions == 1..5

----------------------------------------------------------------------------
(* The domain: a tank, and the commands for it. *)

AnyVersion == 0  \* what a command without If-Match insists on

Fill(keyed, ifMatch) == [does |-> "fill", keyed |-> keyed, ifMatch |-> ifMatch]
Drain == [does |-> "drain", keyed |-> TRUE, ifMatch |-> AnyVersion]
Label(keyed) == [does |-> "label", keyed |-> keyed, ifMatch |-> AnyVersion]

Commands ==
    {Fill(keyed, ifMatch) : keyed \in BOOLEAN, ifMatch \in {AnyVersion, 1, 2}}
        \cup {Drain} \cup {Label(keyed) : keyed \in BOOLEAN}
CommandsOfB ==
    {Fill(TRUE, AnyVersion), Fill(FALSE, 1)} \cup IF Small THEN {} ELSE {Drain, Label(TRUE)}

Free == [by |-> "nobody", nr |-> 0, does |-> "nothing"]
Setup == [by |-> "setup", nr |-> 0, does |-> "nothing"]
Other(does) == [by |-> "other", nr |-> 0, does |-> does]

IsTaken(v) == stream[v] # Free
Tip == CHOOSE v \in 0..5 : /\ v > 0 => IsTaken(v)
                           /\ \A w \in Versions : w > v => ~IsTaken(w)

Room == 2
Change == [fill |-> 1, drain |-> -1, label |-> 0, nothing |-> 0]
RECURSIVE Level(_)
Level(v) == IF v = 0 THEN 1 ELSE Level(v - 1) + Change[stream[v].does]

Matches(c, v) == c.ifMatch \in {AnyVersion, v}
Accepts(c, v) == CASE c.does = "fill" -> Level(v) < Room
                   [] c.does = "drain" -> Level(v) > 0
                   [] c.does = "label" -> TRUE

----------------------------------------------------------------------------
(* The steps of a request: "new", "loads", "waits", and then its answer. The version of an answer
   is that of the command's commit, or the one at which it was refused. *)

Success == {"written", "own", "known"}  \* by this put; met by this put; found by its key
Refusal == {"412", "rejected", "409"}
Over == Success \cup Refusal \cup {"503"}

Becomes(r, step, version, basis) ==
    request' = [request EXCEPT ![r] = [step |-> step, version |-> version, basis |-> basis]]

Answers(r, answer, version) == Becomes(r, answer, version, "none") /\ UNCHANGED sent
WillLoad(r) == Becomes(r, "loads", 0, request[r].basis) /\ UNCHANGED sent

(* basis: "guessed" (that there is no stream), "loaded", or "folded" (the winner, onto the loaded). *)
Sends(r, version, basis) ==
    /\ Becomes(r, "waits", version, basis)
    /\ sent' = sent \cup {[client |-> r.client, nr |-> r.nr, version |-> version]}

(* Where the command is by what the state at version v remembers. *)
Remembered(r, v) ==
    {w \in 1..v : /\ command[r.client].keyed
                  /\ stream[w].by = r.client
                  /\ Mutant # "no_key_lookup"}

AnswersAsBefore(r, v) == Answers(r, "known", CHOOSE w \in Remembered(r, v) : TRUE)

(* What follows from the state at version v. The key is looked up before all else. *)
Decides(r, v, basis) ==
    LET c == command[r.client]
        isKnown == Remembered(r, v) # {}
    IN  IF isKnown /\ Mutant # "late_key_lookup" THEN AnswersAsBefore(r, v)
        ELSE IF c.ifMatch # AnyVersion /\ Mutant = "if_match_as_version"
             THEN Sends(r, c.ifMatch + 1, basis)
        ELSE IF ~Matches(c, v) THEN Answers(r, "412", v)
        ELSE IF ~Accepts(c, v) THEN Answers(r, "rejected", v)
        ELSE IF isKnown THEN AnswersAsBefore(r, v)
        ELSE Sends(r, v + 1, basis)

DecidesAsLoaded(r) ==
    \E v \in 0..Tip : /\ v = Tip \/ Mutant = "stale_load"
                      /\ Decides(r, v, "loaded")

(* The time was over before the load: what would be sent is not. Who has lost to a commit that he had
   not read has met no conflict: that commit may be ages old. *)
IsLateAsLoaded(r) ==
    LET c == command[r.client]
    IN  /\ request[r].basis # "guessed"
        /\ Remembered(r, Tip) = {} /\ Matches(c, Tip) /\ Accepts(c, Tip)
        /\ Answers(r, "409", Tip)

----------------------------------------------------------------------------
(* The actions. *)

First(r) == [r EXCEPT !.nr = 1]

Begin(r) ==
    /\ request[r].step = "new"
    /\ r.nr = 2 => command[r.client].keyed /\ request[First(r)].step # "new"
    /\ IF command[r.client].does = "label" THEN Sends(r, 1, "guessed") ELSE DecidesAsLoaded(r)
    /\ waited' = IF r.nr = 2 /\ request[First(r)].step \in Over THEN waited \cup {r} ELSE waited
    /\ UNCHANGED <<command, stream>>

LoadAgain(r) ==
    /\ request[r].step = "loads"
    /\ DecidesAsLoaded(r) \/ IsLateAsLoaded(r)
    /\ UNCHANGED <<command, stream, waited>>

(* The condition of a put at this version. *)
Holds(v) == ~IsTaken(v) \/ Mutant = "unconditional_put"

Stores(client, nr, version) ==
    stream' = [stream EXCEPT ![version] = [by |-> client, nr |-> nr, does |-> command[client].does]]

Arrive ==
    /\ \E put \in sent : Holds(put.version) /\ Stores(put.client, put.nr, put.version)
    /\ UNCHANGED <<command, sent, request, waited>>

(* Another's commit is at version v. A 409 says that the command is not stored: after a guess this is
   not known yet, since its key has not been looked up in any state. *)
LosesTo(r, v) ==
    \/ /\ request[r].basis # "guessed" \/ Mutant = "conflict_on_a_guess"
       /\ Answers(r, "409", v)
    \/ IF request[r].basis = "loaded" THEN Decides(r, v, "folded") ELSE WillLoad(r)

Answered(r) ==
    LET v == request[r].version
    IN  /\ request[r].step = "waits"
        /\ IF Holds(v)
           THEN /\ Stores(r.client, r.nr, v)
                /\ Answers(r, "written", v)
           ELSE /\ IF stream[v].by = r.client /\ Mutant # "no_own_check"
                   THEN Answers(r, "own", v)
                   ELSE LosesTo(r, v)
                /\ UNCHANGED stream
        /\ UNCHANGED <<command, waited>>

Unanswered(r) ==
    /\ request[r].step = "waits"
    /\ IF Mutant = "reload_while_open" THEN WillLoad(r) ELSE UNCHANGED <<sent, request>>
    /\ UNCHANGED <<command, stream, waited>>

GiveUp(r) ==
    /\ request[r].step \in {"loads", "waits"}
    /\ IF request[r].step = "waits" /\ Mutant = "refuse_while_open"
       THEN Answers(r, "409", request[r].version)
       ELSE Answers(r, "503", 0)
    /\ UNCHANGED <<command, stream, waited>>

OtherWrites ==
    /\ \A v \in Versions : stream[v].by # "other"
    /\ \E does \in {"fill", "drain"} : stream' = [stream EXCEPT ![Tip + 1] = Other(does)]
    /\ UNCHANGED <<command, sent, request, waited>>

Init ==
    /\ \E a \in Commands, b \in CommandsOfB : command = [a |-> a, b |-> b]
    /\ \E first \in {Free, Setup} : stream = [v \in Versions |-> IF v = 1 THEN first ELSE Free]
    /\ sent = {}
    /\ request = [r \in Requests |-> [step |-> "new", version |-> 0, basis |-> "none"]]
    /\ waited = {}

Next ==
    \/ OtherWrites
    \/ Arrive
    \/ \E r \in Requests :
           Begin(r) \/ LoadAgain(r) \/ Answered(r) \/ Unanswered(r) \/ GiveUp(r)

Spec == Init /\ [][Next]_vars

(* States that differ only in puts which can do nothing any more are one state for TLC. *)
View == <<command, stream, {put \in sent : Holds(put.version)}, request, waited>>

----------------------------------------------------------------------------
(* The properties. An answer never changes, so what holds of it in every state holds for ever. *)

(* A command that was answered with success is in the stream, at the version that was answered, and
   stays there; versions have no gaps. *)
NoLoss ==
    /\ \A r \in Requests :
           request[r].step \in Success => stream[request[r].version].by = r.client
    /\ \A v \in Versions : v > 1 /\ IsTaken(v) => IsTaken(v - 1)

(* No command is in the stream twice. *)
NoDuplicate ==
    \A v, w \in Versions : stream[v].by \in Clients /\ stream[v].by = stream[w].by => v = w

(* A refusal (412, 409, a rejection, a no-op) means that
   - no put of this request is ever executed, late ones included;
   - at the version at which it was refused the command was not in the stream;
   - where the client had waited for the end of its first request, the command is not in the stream,
     and comes there by a later request only. Of two requests at once, each may be refused although
     the other one is accepted afterwards: no answer of one speaks for the other;
   - somebody else wrote: who is alone gets no 409, and nothing but success or 503 for what is
     allowed in the stream as he found it. *)
NoSpuriousConflict ==
    \A r \in Requests : request[r].step \in Refusal =>
        /\ \A v \in Versions : stream[v].by = r.client =>
               /\ stream[v].nr # r.nr
               /\ v > request[r].version
               /\ r \in waited => stream[v].nr > r.nr
        /\ (\A v \in Versions : stream[v].by \in {r.client, Setup.by, Free.by}) =>
               LET found == IF stream[1] = Setup THEN 1 ELSE 0
                   c == command[r.client]
               IN  request[r].step # "409" /\ ~(Matches(c, found) /\ Accepts(c, found))

----------------------------------------------------------------------------
(* What must be reachable, or the properties would say little: each is printed when it is reached. *)

IsBy(r, v) == stream[v].by = r.client /\ stream[v].nr = r.nr
IsStored(r) == \E v \in Versions : IsBy(r, v)
Some(step, P(_)) == \E r \in Requests : request[r].step = step /\ P(r)
True(r) == TRUE

Situations ==
    <<  <<"success after a lost answer", Some("own", LAMBDA r : IsBy(r, request[r].version))>>,
        <<"a repeat meets what the first request had sent",
          Some("own", LAMBDA r : ~IsBy(r, request[r].version))>>,
        <<"a repeat finds its key", Some("known", True)>>,
        <<"a put is executed after a 503", Some("503", IsStored)>>,
        <<"a second conflict in a row",
          Some("waits", LAMBDA r : /\ request[r].basis = "folded"
                                   /\ stream[request[r].version].by \notin {r.client, Free.by})>>,
        <<"412", Some("412", True)>>,
        <<"rejected", Some("rejected", True)>>,
        <<"409", Some("409", True)>>,
        <<"409, and success for the repeat",
          Some("409", LAMBDA r : r.nr = 1 /\ IsStored([r EXCEPT !.nr = 2]))>>  >>

(* For each of them a register of TLC: whether it was printed. *)
ASSUME \A i \in 1..9 : TLCSet(i, FALSE)

(* Always true. Each worker of TLC prints for itself. *)
Reached ==
    \A i \in DOMAIN Situations :
        ~TLCGet(i) /\ Situations[i][2] => TLCSet(i, TRUE) /\ PrintT("reached: " \o Situations[i][1])
=============================================================================
