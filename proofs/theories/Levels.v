(** Architectures with strides and the forms they represent.

    An architecture is the sequence [a] of pairs (k_i, s_i), filter size and stride, first layer
    first. Its levels are the pairs (k_i, S_i), where S_i = s_1 ... s_{i-1}; the end-to-end form of a
    network is the product of the pi(w_i)(x^{S_i}, y^{S_i}), of degree sum of (k_i - 1) S_i.

    - [levels S a]                  the pairs (k_i, S S_i);
    - [level_degree l]              the sum of (k_i - 1) S_i over the levels [l];
    - [level_representable l p]     [p] is such a product;
    - [level_filling l]             every form of that degree is such a product. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Fixpoint levels (S : nat) (a : seq (nat * nat)) : seq (nat * nat) :=
  if a is (k, s) :: a' then (k, S) :: levels (S * s) a' else [::].

Definition level_degree (l : seq (nat * nat)) : nat := sumn [seq (kS.1.-1 * kS.2)%N | kS <- l].

Lemma sizes_levels S a : unzip1 (levels S a) = unzip1 a.
Proof. by elim: a S => //= -[k s] a IH S /=; rewrite IH. Qed.

Lemma level_degree_levels S a :
  level_degree (levels S a) = (S * level_degree (levels 1 a))%N.
Proof.
elim: a S => [|[k s] a IH] S; first by rewrite muln0.
by rewrite /level_degree /= -!/(level_degree _) !mul1n IH [in RHS]IH; lia.
Qed.

Lemma levels_stride1 ks : levels 1 [seq (k, 1%N) | k <- ks] = [seq (k, 1%N) | k <- ks].
Proof. by elim: ks => //= k ks; rewrite muln1 => ->. Qed.

Lemma level_degree_stride1 ks : level_degree [seq (k, 1%N) | k <- ks] = degree ks.
Proof. by elim: ks => //= k ks; rewrite /level_degree /degree /= muln1 => ->. Qed.

Lemma level_degree_cat l1 l2 : level_degree (l1 ++ l2) = (level_degree l1 + level_degree l2)%N.
Proof. by rewrite /level_degree map_cat sumn_cat. Qed.

Lemma level_degree_rcons l k S : level_degree (rcons l (k, S)) = (level_degree l + k.-1 * S)%N.
Proof. by rewrite -cats1 level_degree_cat /level_degree /= addn0. Qed.

Section Representable.

Variable R : idomainType.
Implicit Types (p q : {poly R}) (l : seq (nat * nat)).

Definition level_representable l p : Prop :=
  exists2 ps : seq {poly R},
    all2 (fun q kS => size q <= kS.1)%N ps l &
    \prod_(x <- zip ps l) (x.1 \Po 'X^x.2.2) = p.

Definition level_filling l : Prop :=
  forall p, (size p <= (level_degree l).+1)%N -> level_representable l p.

Lemma level_representable_nil p : level_representable [::] p <-> p = 1.
Proof.
split=> [[[|//] _ <-]|->]; first by rewrite big_nil.
by exists [::]; rewrite ?big_nil.
Qed.

Lemma level_representable_cons k S l p :
  level_representable ((k, S) :: l) p <->
  exists p1 p2, [/\ (size p1 <= k)%N, level_representable l p2 & p = (p1 \Po 'X^S) * p2].
Proof.
split=> [[[|p1 ps] //= /andP[s1 sps] <-]|[p1 [p2 [s1 [ps sps <-] ->]]]].
  by exists p1, (\prod_(x <- zip ps l) (x.1 \Po 'X^x.2.2)); rewrite big_cons; split=> //; exists ps.
by exists (p1 :: ps) => /=; rewrite ?s1 ?big_cons.
Qed.

Lemma level_representable_cat l1 l2 p :
  level_representable (l1 ++ l2) p <->
  exists p1 p2, [/\ level_representable l1 p1, level_representable l2 p2 & p = p1 * p2].
Proof.
elim: l1 p => [|[k S] l1 IH] p /=.
  split=> [r|[p1 [p2 [/level_representable_nil -> r ->]]]]; last by rewrite mul1r.
  by exists 1, p; rewrite mul1r; split=> //; apply/level_representable_nil.
split=> [/level_representable_cons[q [p12 [sq /IH[p1 [p2 [r1 r2 ->]]] ->]]]|].
  exists ((q \Po 'X^S) * p1), p2; rewrite mulrA; split=> //.
  by apply/level_representable_cons; exists q, p1.
move=> [p1 [p2 [/level_representable_cons[q [p1' [sq r1 ->]]] r2 ->]]].
apply/level_representable_cons; exists q, (p1' * p2); rewrite mulrA; split=> //.
by apply/IH; exists p1', p2.
Qed.

(** With stride one these are the forms of [Architecture]. *)
Lemma level_representable_stride1 ks p :
  level_representable [seq (k, 1%N) | k <- ks] p <-> representable ks p.
Proof.
elim: ks p => [|k ks IH] p /=.
  by split=> [/level_representable_nil|/representable_nil] ->;
    [apply/representable_nil | apply/level_representable_nil].
split=> [/level_representable_cons|/representable_cons] [p1 [p2 [s1 /IH r2 ->]]].
  by apply/representable_cons; exists p1, p2; rewrite expr1 comp_polyXr.
by apply/level_representable_cons; exists p1, p2; rewrite expr1 comp_polyXr.
Qed.

Lemma size_comp_Xn p S : (size (p \Po 'X^S) <= ((size p).-1 * S).+1)%N.
Proof. by apply: leq_trans (size_comp_poly_leq _ _) _; rewrite size_polyXn. Qed.

Lemma level_representable_size l p :
  all (leq 1) (unzip1 l) -> level_representable l p -> (size p <= (level_degree l).+1)%N.
Proof.
elim: l p => [|[k S] l IH] p /=; first by move=> _ /level_representable_nil ->; rewrite size_poly1.
move=> /andP[k1 l1] /level_representable_cons[p1 [p2 [s1 /(IH _ l1) s2 ->]]].
apply: leq_trans (size_mul_leq _ _) _; rewrite /level_degree /= -/(level_degree l).
have : (size (p1 \Po 'X^S) <= (k.-1 * S).+1)%N.
  apply: leq_trans (size_comp_Xn _ _) _; rewrite ltnS leq_mul2r; apply/orP; right.
  by move: (size p1) s1 => b; lia.
by move: (size (p1 \Po _)) (size p2) s2 => a b; lia.
Qed.

(** Zero is representable, as soon as there is a layer. *)
Lemma level_representable0 l : l != [::] -> all (leq 1) (unzip1 l) -> level_representable l 0.
Proof.
case: l => // -[k S] l _ /= /andP[_ l1]; apply/level_representable_cons.
suff [p r] : exists p, level_representable l p.
  by exists 0, p; rewrite comp_poly0 mul0r size_poly0.
elim: l l1 => [_|[k' S'] l IH /= /andP[k'1 /IH[p r]]]; first by exists 1; apply/level_representable_nil.
exists ((1 \Po 'X^S') * p); apply/level_representable_cons; exists 1, p.
by rewrite size_poly1.
Qed.

End Representable.
