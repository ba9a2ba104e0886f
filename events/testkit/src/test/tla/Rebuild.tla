------------------------------ MODULE Rebuild ------------------------------
(***************************************************************************
The rebuild and its flip, model-checked: RebuildModelTest runs TLC over this
module in every build, and over each mutant of it.

WHAT IS MODELLED. Streams get commits at any time. Each commit rings until an
invocation of the projector has answered for it; invocations are slow, die,
and get the same doorbell again. A rebuild is asked for, aborted at any time,
and asked for again; workers go on with it, each from where it was saved, as
many at once as lose their lease, and stop at any step, for good or to go on
much later. A reader keeps what he takes for the serving generation. Writes
to a generation that does not serve fail as they like and leave a notice;
the last commit of stream 1 may be unreadable, until the code is mended.

A view is the set of the commits that are folded in it.

THE ACTIONS, and what they are in the code:

  Commit            a command's append
  Receive           an invocation has a doorbell, and reads the item then
  Write             it catches up the doorbell's stream in one generation, or
                    leaves a notice there; with the last generation it answers
  Die               it dies, or fails in the serving generation: rung again
  Retry             a parked stream is tried again, by the tick or the rebuild
  Mend              new code, which can read what could not be read
  Ask, Abort        by an operator
  Take              a worker takes the lease: it is new, or the one before has
                    lost it, or is the same one and has died meanwhile
  LookBeforeClaim   it reads the item, and may find its generation there
  Claim             the item gets the new generation, if it is as it was read
                    and the worker still has the lease, by one transaction
  MakeTable
  Scan              the next commit of the event table, as a page of one; it
                    goes on with a run, begins one, or shows that one is over
  StoreRun          one conditional write where the run starts at 1 and there
                    is no view yet, else catch up; then the place is saved
  Check             the item is as it should be, and no notice stands which
                    the serving generation lacks, or whose view is further there
  Flip              if the item is as Check has read it, and no view of a stream
                    that is parked is further in the serving generation
  Retire, Drop      the tick, when it is time; dropping is table and notices
  Reread            the reader looks which generation serves

What is atomic here and is not in the code: a catch up. It is a conditional
write which begins again where it lost a race, so what others see of it is
its last one; between those of several versions, each is such a write. Saving
how far one is comes with the step before it, or the worker stops between
them: nobody but who takes the lease reads it.

WHAT IS ASSUMED OF TIME. No reader keeps a generation for longer than it is
retiring (Retire). Dropping takes longer than any invocation writes what it
was told of, and longer than any worker that has lost its lease goes on
(Drop).

WHAT IS PROMISED: see the properties below.

WHAT IS LEFT OUT. Verify: it is a second look, and the protocol has to be
right without it; what it mends it mends by catch up. Totals, history and
words. Segments that are read at once: to each other they are what two
workers are. Which revision of the code fills: a projector of an older one
leaves a notice, as one that fails does. That discards exist. Progress: that
a notice is tried again in the end is the tick's to do, and tortured.
***************************************************************************)
EXTENDS Integers, Sequences, TLC

CONSTANTS
    Mutant,       \* what is wrong, or "none": each is named where it is used
    Streams,      \* 1, 2, …: in the order in which the scan meets them
    VersionsMax,  \* of stream 1; the others have one commit
    Rebuilds,     \* how many are asked for
    Workers,      \* that may go on with a rebuild
    Invocations,  \* of the projector, at once
    Faults,       \* TRUE: whatever fails for a while, or for good
    None

VARIABLES
    tip,         \* the event table: the version that each stream has reached
    bells,       \* commits that no invocation has answered for yet
    invocation,  \* of the projector
    item,        \* the generation item
    tables,      \* the generations that have a table
    view,        \* of each generation and stream: the commits that are folded in it
    notice,      \* of each generation and stream: the version that it could not come to, or 0
    unreadable,  \* the version of stream 1 that can't be folded, or 0
    operation,   \* the rebuild that was asked for last
    worker,
    pointer      \* what a reader takes for the serving generation

vars == <<tip, bells, invocation, item, tables, view, notice, unreadable, operation, worker, pointer>>

Generations == 1..(Rebuilds + 1)
Versions == 1..VersionsMax
TipMax(s) == IF s = 1 THEN VersionsMax ELSE 1
Max(a, b) == IF a > b THEN a ELSE b
Highest(set) == IF set = {} THEN 0 ELSE CHOOSE v \in set : \A w \in set : w <= v

----------------------------------------------------------------------------
(* Catch up. *)

(* The first commit after a version that can't be folded, or one beyond all. *)
Obstacle(s, after) ==
    IF s = 1 /\ unreadable > after THEN unreadable ELSE VersionsMax + 1

(* What becomes of a view and a notice by a catch up to a version. *)
CaughtUp(g, s, goal) ==
    LET reached == Highest(view[g][s])
        obstacle == Obstacle(s, reached)
    IN  IF goal < obstacle
        THEN [view |-> view[g][s] \cup (reached + 1)..goal, stuck |-> 0]
        ELSE [view |-> view[g][s] \cup (reached + 1)..(obstacle - 1), stuck |-> obstacle]

Parked(g, s, v) == [notice EXCEPT ![g][s] = Max(@, v)]

NewNotice(g, s, result) == IF result.stuck = 0 THEN notice ELSE Parked(g, s, result.stuck)

----------------------------------------------------------------------------
(* The generation item. *)

InItem == {item.serving} \cup item.retiring \cup item.dropping
              \cup (IF item.filling = 0 THEN {} ELSE {item.filling})

Written ==
    {item.serving}
        \cup (IF item.filling = 0 \/ (Mutant = "item_late" /\ operation.phase # "check")
              THEN {} ELSE {item.filling})
        \cup (IF Mutant = "flip_stops_the_old" THEN {} ELSE item.retiring)

(* Whoever has read the item before does not change it any more. *)
Outdated(workers) == [w \in Workers |-> [workers[w] EXCEPT !.fresh = FALSE]]

(* A notice in a generation that does not serve is left, and the item touched, by one transaction, on
   the condition that it still does not: so who has looked at the notices does not flip, and who has
   flipped finds no notice afterwards. One mutant leaves out the touch, the other the condition. *)
AfterNotice(g, workers) ==
    IF notice' = notice \/ g = item.serving \/ Mutant = "notice_unseen"
    THEN workers ELSE Outdated(workers)

----------------------------------------------------------------------------
(* Commands, and the projector. *)

Commit ==
    /\ \E s \in Streams :
           /\ tip[s] < TipMax(s)
           /\ tip' = [tip EXCEPT ![s] = @ + 1]
           /\ bells' = bells \cup {<<s, tip[s] + 1>>}
    /\ UNCHANGED <<invocation, item, tables, view, notice, unreadable, operation, worker, pointer>>

NoInvocation == [bell |-> <<0, 0>>, writes |-> {}, serving |-> 0]

(* It has got a doorbell, and then looks which generations to write. *)
Receive(i) ==
    /\ invocation[i] = NoInvocation
    /\ \E b \in bells :
           invocation' = [invocation EXCEPT ![i] =
               IF Mutant = "generations_cached"
               THEN [bell |-> b, writes |-> {1}, serving |-> 1]
               ELSE [bell |-> b, writes |-> Written, serving |-> item.serving]]
    /\ UNCHANGED <<tip, bells, item, tables, view, notice, unreadable, operation, worker, pointer>>

(* It is done with a generation; with the last one it answers for its doorbell. *)
DoneWith(i, g) ==
    IF invocation[i].writes = {g}
    THEN /\ invocation' = [invocation EXCEPT ![i] = NoInvocation]
         /\ bells' = bells \ {invocation[i].bell}
    ELSE /\ invocation' = [invocation EXCEPT ![i].writes = @ \ {g}]
         /\ UNCHANGED bells

Write(i) ==
    /\ \E g \in invocation[i].writes :
           LET s == invocation[i].bell[1]
               goal == invocation[i].bell[2]
               result == CaughtUp(g, s, goal)
           IN  /\ \/ /\ g \in tables
                     /\ view' = [view EXCEPT ![g][s] = result.view]
                     /\ notice' = NewNotice(g, s, result)
                  \/ /\ g # invocation[i].serving
                     /\ g # item.serving \/ Mutant = "notice_unconditional"
                     /\ Faults \/ g \notin tables
                     /\ notice' = Parked(g, s, goal)
                     /\ UNCHANGED view
               /\ worker' = AfterNotice(g, worker)
               /\ DoneWith(i, g)
    /\ UNCHANGED <<tip, item, tables, unreadable, operation, pointer>>

(* It dies, or something fails for a while in the serving generation: the batch comes again. *)
Die(i) ==
    /\ invocation[i] # NoInvocation
    /\ invocation' = [invocation EXCEPT ![i] = NoInvocation]
    /\ UNCHANGED <<tip, bells, item, tables, view, notice, unreadable, operation, worker, pointer>>

(* The tick, or the rebuild, tries a parked stream again, to its end. *)
Retry ==
    /\ \E g \in InItem \ item.dropping, s \in Streams :
           /\ notice[g][s] # 0
           /\ g \in tables
           /\ LET result == CaughtUp(g, s, tip[s])
              IN  /\ view' = [view EXCEPT ![g][s] = result.view]
                  /\ notice' = IF result.stuck = 0
                               THEN [notice EXCEPT ![g][s] = 0]
                               ELSE Parked(g, s, result.stuck)
    /\ UNCHANGED <<tip, bells, invocation, item, tables, unreadable, operation, worker, pointer>>

Mend ==
    /\ unreadable > 0
    /\ unreadable' = -1
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, operation, worker, pointer>>

----------------------------------------------------------------------------
(* The rebuild. *)

Start == <<0, 0>>  \* of the scan
NoWorker == [step |-> "idle", nr |-> 0, generation |-> 0, place |-> Start, from |-> 0, fresh |-> FALSE, parked |-> {}]

Ask ==
    /\ ~operation.runs
    /\ operation.nr < Rebuilds
    /\ operation' = [nr |-> operation.nr + 1, runs |-> TRUE, phase |-> "claim", generation |-> 0,
                     place |-> Start, holder |-> None]
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, worker, pointer>>

Over(o) == [o EXCEPT !.runs = FALSE, !.phase = "over", !.generation = 0, !.place = Start, !.holder = None]

(* Who takes the lease, at any time: that of the one before has run out. A worker who has died may
   come again, and one who does nothing any more may have died. *)
Take(w) ==
    /\ operation.runs
    /\ operation' = [operation EXCEPT !.holder = w]
    /\ worker' = [worker EXCEPT ![w] =
           [step |-> operation.phase, nr |-> operation.nr, generation |-> operation.generation,
            place |-> operation.place, from |-> 0, fresh |-> FALSE, parked |-> {}]]
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, pointer>>

IsHeldBy(w) == operation.runs /\ operation.nr = worker[w].nr /\ operation.holder = w

Stops(w) == worker' = [worker EXCEPT ![w] = NoWorker] /\ UNCHANGED operation

(* Saves how far it is and goes on, unless it has lost its lease. *)
Saves(w, phase, next) ==
    IF IsHeldBy(w)
    THEN /\ operation' = [operation EXCEPT !.phase = phase, !.generation = next.generation,
                                           !.place = next.place]
         /\ worker' = [worker EXCEPT ![w] = next]
    ELSE Stops(w)

NextNumber == IF Mutant = "number_reused" THEN item.serving + 1 ELSE item.highest + 1

LookBeforeClaim(w) ==
    /\ worker[w].step = "claim"
    /\ IF item.filling = 0
       THEN /\ worker' = [worker EXCEPT ![w].step = "claiming", ![w].fresh = TRUE]
            /\ UNCHANGED operation
       ELSE IF item.by = worker[w].nr
       THEN Saves(w, "table", [worker[w] EXCEPT !.step = "table", !.generation = item.filling])
       ELSE Stops(w)
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, pointer>>

Claim(w) ==
    /\ worker[w].step = "claiming"
    /\ IF worker[w].fresh /\ (IsHeldBy(w) \/ Mutant = "claim_unchecked")
       THEN /\ item' = [item EXCEPT !.filling = NextNumber, !.by = worker[w].nr, !.highest = NextNumber]
            /\ worker' = Outdated([worker EXCEPT ![w].step = "claim"])
       ELSE /\ worker' = [worker EXCEPT ![w].step = "claim", ![w].fresh = FALSE]
            /\ UNCHANGED item
    /\ UNCHANGED <<tip, bells, invocation, tables, view, notice, unreadable, operation, pointer>>

MakeTable(w) ==
    /\ worker[w].step = "table"
    /\ tables' = tables \cup {worker[w].generation}
    /\ Saves(w, "fill", [worker[w] EXCEPT !.step = "fill"]) \/ Stops(w)
    /\ UNCHANGED <<tip, bells, invocation, item, view, notice, unreadable, pointer>>

(* What a strongly consistent scan finds behind a place, or the start where there is no more. *)
NextBehind(place, tips) ==
    LET s == place[1]
    IN  IF s # 0 /\ place[2] < tips[s] THEN <<s, place[2] + 1>>
        ELSE LET later == {t \in Streams : t > s /\ tips[t] > 0}
             IN  IF later = {} THEN Start
                 ELSE <<CHOOSE t \in later : \A u \in later : t <= u, 1>>

(* What an eventually consistent one may see. *)
Older(tips) == {old \in [Streams -> 0..VersionsMax] : \A s \in Streams : old[s] <= tips[s]}

Scan(w) ==
    /\ worker[w].step = "fill"
    /\ \E seen \in IF Mutant = "stale_scan" THEN Older(tip) ELSE {tip} :
           LET me == worker[w]
               next == NextBehind(me.place, seen)
               on == [me EXCEPT !.place = next, !.from = IF @ = 0 THEN next[2] ELSE @]
           IN  IF me.from # 0 /\ next[1] # me.place[1]  \* the run is complete
               THEN worker' = [worker EXCEPT ![w].step = "store"] /\ UNCHANGED operation
               ELSE IF next = Start
               THEN Saves(w, "check", [me EXCEPT !.step = "check", !.place = Start])
               ELSE IF Mutant = "resume_midway"  \* a place that is not behind a stored run
               THEN Saves(w, "fill", on)
               ELSE worker' = [worker EXCEPT ![w] = on] /\ UNCHANGED operation
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, pointer>>

StoreRun(w) ==
    /\ worker[w].step = "store"
    /\ LET me == worker[w]
           g == me.generation
           s == me.place[1]
           run == me.from..me.place[2]
           isNew == view[g][s] = {}
           fromStart == me.from = 1 \/ Mutant = "resume_midway"
           result == IF isNew /\ fromStart /\ Obstacle(s, 0) \notin run
                     THEN [view |-> run, stuck |-> 0]
                     ELSE IF ~isNew /\ Mutant = "existing_skipped"
                     THEN [view |-> view[g][s], stuck |-> 0]
                     ELSE CaughtUp(g, s, me.place[2])
           next == [me EXCEPT !.step = "fill", !.from = 0]
       IN  IF g \in tables
           THEN /\ view' = [view EXCEPT ![g][s] = result.view]
                /\ notice' = NewNotice(g, s, result)
                /\ \/ /\ IsHeldBy(w)
                      /\ operation' = [operation EXCEPT !.place = me.place]
                      /\ worker' = AfterNotice(g, [worker EXCEPT ![w] = next])
                   \/ /\ worker' = AfterNotice(g, [worker EXCEPT ![w] = NoWorker])
                      /\ UNCHANGED operation
           ELSE Stops(w) /\ UNCHANGED <<view, notice>>
    /\ UNCHANGED <<tip, bells, invocation, item, tables, unreadable, pointer>>

IsFilling(w) == item.filling # 0 /\ item.filling = worker[w].generation /\ item.by = worker[w].nr

(* Of a stream, no more is shown by the serving generation. *)
IsAsFar(g, s) == Highest(view[item.serving][s]) <= Highest(view[g][s])

(* Where the item does not say that it fills this generation, it serves already. *)
Check(w) ==
    /\ worker[w].step = "check"
    /\ IF IsFilling(w)
       THEN LET parked == IF Mutant = "notices_unchecked" THEN {}
                          ELSE {s \in Streams : notice[item.filling][s] # 0}
            IN  /\ \A s \in parked : notice[item.serving][s] # 0 /\ IsAsFar(item.filling, s)
                /\ worker' = [worker EXCEPT ![w].step = "flip", ![w].fresh = TRUE, ![w].parked = parked]
                /\ UNCHANGED operation
       ELSE /\ worker' = [worker EXCEPT ![w] = NoWorker]
            /\ operation' = IF IsHeldBy(w) THEN Over(operation) ELSE operation
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, pointer>>

Flip(w) ==
    /\ worker[w].step = "flip"
    /\ IF \/ Mutant = "flip_unconditional"
          \/ /\ worker[w].fresh
             /\ \/ Mutant = "views_unchecked"
                \/ \A s \in worker[w].parked : IsAsFar(worker[w].generation, s)
       THEN /\ item' = [item EXCEPT !.serving = worker[w].generation, !.filling = 0, !.by = 0,
                                    !.retiring = @ \cup {item.serving}]
            /\ worker' = Outdated([worker EXCEPT ![w].step = "check", ![w].parked = {}])
       ELSE /\ worker' = [worker EXCEPT ![w].step = "check", ![w].parked = {}]
            /\ UNCHANGED item
    /\ UNCHANGED <<tip, bells, invocation, tables, view, notice, unreadable, operation, pointer>>

(* By one transaction: the generation is dropped, and the operation over. Too late after the flip. *)
Abort ==
    /\ operation.runs
    /\ item.filling # 0 \/ operation.phase = "claim"
    /\ operation' = Over(operation)
    /\ IF item.filling = 0
       THEN UNCHANGED <<item, worker>>
       ELSE /\ item' = [item EXCEPT !.filling = 0, !.by = 0, !.dropping = @ \cup {item.filling}]
            /\ worker' = Outdated(worker)
    /\ UNCHANGED <<tip, bells, invocation, tables, view, notice, unreadable, pointer>>

----------------------------------------------------------------------------
(* The end of a generation, and its readers. *)

Retire ==
    /\ \E g \in item.retiring :
           /\ pointer # g \/ Mutant = "dropped_too_soon"
           /\ item' = [item EXCEPT !.retiring = @ \ {g}, !.dropping = @ \cup {g}]
    /\ worker' = Outdated(worker)
    /\ UNCHANGED <<tip, bells, invocation, tables, view, notice, unreadable, operation, pointer>>

Drop ==
    /\ \E g \in item.dropping :
           /\ \A i \in Invocations : g \notin invocation[i].writes
           /\ \A w \in Workers : worker[w].generation # g \/ Mutant = "dropped_under_a_worker"
           /\ item' = [item EXCEPT !.dropping = @ \ {g}]
           /\ tables' = tables \ {g}
           /\ view' = [view EXCEPT ![g] = [s \in Streams |-> {}]]
           /\ notice' = [notice EXCEPT ![g] = [s \in Streams |-> 0]]
    /\ worker' = Outdated(worker)
    /\ UNCHANGED <<tip, bells, invocation, unreadable, operation, pointer>>

Reread ==
    /\ pointer # item.serving
    /\ pointer' = item.serving
    /\ UNCHANGED <<tip, bells, invocation, item, tables, view, notice, unreadable, operation, worker>>

----------------------------------------------------------------------------
Init ==
    /\ tip = [s \in Streams |-> 0]
    /\ bells = {}
    /\ invocation = [i \in Invocations |-> NoInvocation]
    /\ item = [serving |-> 1, highest |-> 1, filling |-> 0, by |-> 0, retiring |-> {}, dropping |-> {}]
    /\ tables = {1}
    /\ view = [g \in Generations |-> [s \in Streams |-> {}]]
    /\ notice = [g \in Generations |-> [s \in Streams |-> 0]]
    /\ unreadable \in {0} \cup IF Faults THEN {VersionsMax} ELSE {}
    /\ operation = [nr |-> 0, runs |-> FALSE, phase |-> "over", generation |-> 0, place |-> Start, holder |-> None]
    /\ worker = [w \in Workers |-> NoWorker]
    /\ pointer = 1

Next ==
    \/ Commit \/ Retry \/ Mend \/ Ask \/ Abort \/ Retire \/ Drop \/ Reread
    \/ \E i \in Invocations : Receive(i) \/ Write(i) \/ Die(i)
    \/ \E w \in Workers :
           \/ Take(w) \/ LookBeforeClaim(w) \/ Claim(w) \/ MakeTable(w)
           \/ Scan(w) \/ StoreRun(w) \/ Check(w) \/ Flip(w)

Spec == Init /\ [][Next]_vars

(* States that differ only in what a dropped generation still holds are one state for TLC. *)
Shown(of, empty) ==
    [g \in Generations |-> IF g \in item.dropping THEN [s \in Streams |-> empty] ELSE of[g]]
View ==
    <<tip, bells, invocation, item, tables, Shown(view, {}), Shown(notice, 0), unreadable, operation,
      worker, pointer>>

Symmetry == Permutations(Workers) \cup Permutations(Invocations)

----------------------------------------------------------------------------
(* The properties. *)

Live == InItem \ item.dropping
Read == {pointer, item.serving}

(* Whoever reads finds a table. *)
NoMissingTable == Read \subseteq tables

(* A view is the fold of a stream's first commits. *)
NoGaps == \A g \in Live, s \in Streams : view[g][s] = 1..Highest(view[g][s])

IsComing(s, v) == \E b \in bells : b[1] = s /\ b[2] >= v

(* Whoever waits for a version, where he reads or would read now, gets it: it is there, or a doorbell
   rings that brings it, or a notice stands for it. *)
NoLoss ==
    \A g \in Read, s \in Streams : \A v \in 1..tip[s] :
        v \in view[g][s] \/ IsComing(s, v) \/ notice[g][s] >= v

(* What the generation before has shown is there or rings, and is not merely noted, as long as nothing
   was unreadable: a read that waits for it does not fail by a flip. *)
ShownStays ==
    unreadable = 0 =>
        \A g \in item.retiring, s \in Streams : \A v \in view[g][s] :
            v \in view[item.serving][s] \/ IsComing(s, v)

(* A flip takes nothing back that was shown, whatever was unreadable: it is there, or rings. *)
FlipKeepsShown ==
    [][item'.serving # item.serving =>
           \A s \in Streams : \A v \in view[item.serving][s] :
               v \in view[item'.serving][s] \/ IsComing(s, v)]_vars

(* A generation is one thing at a time, whatever was dropped before. *)
NumbersAreNew ==
    /\ item.filling \notin {item.serving} \cup item.retiring \cup item.dropping
    /\ item.serving \notin item.retiring \cup item.dropping
    /\ item.retiring \cap item.dropping = {}
    /\ \A g \in InItem : g <= item.highest

(* What is being filled has an operation that runs: an aborted one fills nothing, nor ever serves. *)
NoOrphan == item.filling # 0 => operation.runs /\ operation.nr = item.by

(* Nothing stays of a generation that is gone. *)
NoDebris ==
    /\ tables \subseteq InItem
    /\ \A g \in Generations \ InItem, s \in Streams : notice[g][s] = 0

----------------------------------------------------------------------------
(* What must be reachable, or the properties would say little: each is printed when it is reached. *)

SomeWorker(step, P(_)) == \E w \in Workers : worker[w].step = step /\ P(worker[w])

Situations ==
    <<  <<"a rebuilt generation serves", item.serving = 2>>,
        <<"one serves that follows an aborted one", item.serving = 3 /\ 1 \in item.retiring>>,
        <<"one is filled while another is retiring", item.filling = 3 /\ 1 \in item.retiring>>,
        <<"a generation is gone", item.highest > 1 /\ tables = {2}>>,
        <<"two workers store a run", \A w \in Workers : Workers # {w} /\ worker[w].step = "store">>,
        <<"a worker stores in what serves already",
          SomeWorker("store", LAMBDA me : me.generation = item.serving)>>,
        <<"a worker scans for what was aborted", SomeWorker("fill", LAMBDA me : me.generation \in item.dropping)>>,
        <<"a scan meets a view", SomeWorker("store", LAMBDA me : view[me.generation][me.place[1]] # {})>>,
        <<"a run does not start at 1", SomeWorker("store", LAMBDA me : me.from > 1)>>,
        <<"a notice stops a flip",
          SomeWorker("check", LAMBDA me : /\ me.generation = item.filling
                                          /\ notice[me.generation][1] > notice[item.serving][1])>>,
        <<"a stream is parked in both, and it flips",
          item.serving = 2 /\ 1 \in item.retiring /\ notice[1][1] > 0 /\ notice[2][1] > 0>>,
        <<"a flip is refused", SomeWorker("flip", LAMBDA me : ~me.fresh)>>,
        <<"a stream that is parked in both gets further before the flip",
          SomeWorker("flip", LAMBDA me :
              me.fresh /\ \E s \in me.parked : ~IsAsFar(me.generation, s))>>,
        <<"an invocation has not heard of a flip",
          \E i \in Invocations : invocation[i].serving \in item.retiring>>,
        <<"a reader has not heard of a flip", pointer \in item.retiring>>  >>

(* For each of them a register of TLC: whether it was printed. *)
ASSUME \A i \in 1..15 : TLCSet(i, FALSE)

(* Always true. Each worker of TLC prints for itself. *)
Reached ==
    \A i \in DOMAIN Situations :
        ~TLCGet(i) /\ Situations[i][2] => TLCSet(i, TRUE) /\ PrintT("reached: " \o Situations[i][1])
=============================================================================
