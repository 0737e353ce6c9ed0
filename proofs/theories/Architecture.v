(** Architectures of stride one and the forms they represent.

    An architecture of stride one is the sequence [ks] of its filter sizes, first
    layer first. A network of that architecture has one polynomial of size at most k_i
    for each layer, and its end-to-end form is their product (that this is so for
    convolutional matrices is proved in [Network]).

    - [degree ks]          the degree n of the end-to-end form, the sum of the k_i - 1;
    - [n_even ks]          the number e of even filter sizes;
    - [representable ks p] [p] is the end-to-end form of some network;
    - [filling ks]         every form of degree n is representable. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Definition degree (ks : seq nat) : nat := sumn [seq k.-1 | k <- ks].

Definition n_even (ks : seq nat) : nat := count (fun k => ~~ odd k) ks.

(** The degree and the number of even filter sizes have the same parity. *)
Lemma odd_n_even ks : all (leq 1) ks -> odd (n_even ks) = odd (degree ks).
Proof.
elim: ks => //= k ks IH /andP[k1 /IH]; rewrite /n_even /degree /= !oddD => ->.
by case: k k1 => //= k _; rewrite negbK oddb.
Qed.

Section Representable.

Variable R : idomainType.
Implicit Types (p q : {poly R}) (ks : seq nat).

Definition representable ks p : Prop :=
  exists2 ps : seq {poly R},
    all2 (fun q k => size q <= k)%N ps ks & \prod_(q <- ps) q = p.

Definition filling ks : Prop :=
  forall p, (size p <= (degree ks).+1)%N -> representable ks p.

Lemma representable_nil p : representable [::] p <-> p = 1.
Proof.
split=> [[[|//] _ <-]|->]; first by rewrite big_nil.
by exists [::]; rewrite ?big_nil.
Qed.

Lemma representable_cons k ks p :
  representable (k :: ks) p <->
  exists p1 p2, [/\ (size p1 <= k)%N, representable ks p2 & p = p1 * p2].
Proof.
split=> [[[|p1 ps] //= /andP[s1 sps] <-]|[p1 [p2 [s1 [ps sps <-] ->]]]].
  by exists p1, (\prod_(q <- ps) q); rewrite big_cons; split=> //; exists ps.
by exists (p1 :: ps) => /=; rewrite ?s1 ?big_cons.
Qed.

(** The zero form is always representable, as soon as there is a layer. *)
Lemma representable0 ks : ks != [::] -> all (leq 1) ks -> representable ks 0.
Proof.
case: ks => // k ks _ /= /andP[_ ks1].
exists (0 :: nseq (size ks) 1) => /=; last by rewrite big_cons mul0r.
rewrite size_poly0 /=; elim: ks ks1 => //= k' ks IH /andP[k'1 /IH ->].
by rewrite size_poly1 k'1.
Qed.

Lemma representable_scale ks c p : ks != [::] -> representable ks p -> representable ks (c *: p).
Proof.
case: ks => // k ks _ /representable_cons[p1 [p2 [s1 r2 ->]]].
apply/representable_cons; exists (c *: p1), p2; split; rewrite ?scalerAl //.
exact: leq_trans (size_scale_leq _ _) s1.
Qed.

Lemma representable_size ks p :
  all (leq 1) ks -> representable ks p -> (size p <= (degree ks).+1)%N.
Proof.
elim: ks p => [|k ks IH] p /=; first by move=> _ /representable_nil ->; rewrite size_poly1.
move=> /andP[k1 ks1] /representable_cons[p1 [p2 [s1 /(IH _ ks1) s2 ->]]].
apply: leq_trans (size_mul_leq _ _) _; rewrite /degree /= -/(degree ks).
by move: (size p1) (size p2) s1 s2 => a b; lia.
Qed.

End Representable.
