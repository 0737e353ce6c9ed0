(** * Sign variations of a list of numbers

    [variations s] is the number of sign changes in the list [s], zeros skipped,
    and [zeros s] the number of zeros in front of the first number that is not zero.
    The list is read as the coefficients of a polynomial, constant term first.
    The heart of Descartes' rule of signs is [variations_times]: multiplication by
    [a + b X] with [a b < 0] makes at least one variation more.  *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Variations.

Variable R : realDomainType.
Implicit Types (a b c x y : R) (s : seq R) (u v : bool).

(** Sign changes of a list after a number that is negative ([u = true]) or positive. *)
Fixpoint changes_after u s : nat :=
  if s is x :: s' then
    if x == 0 then changes_after u s' else ((u (+) (x < 0)%R) + changes_after (x < 0)%R s')%N
  else 0%N.

Fixpoint variations s : nat :=
  if s is x :: s' then if x == 0 then variations s' else changes_after (x < 0)%R s' else 0%N.

Fixpoint zeros s : nat :=
  if s is x :: s' then if x == 0 then (zeros s').+1 else 0%N else 0%N.

(** The coefficients of the product with [a + b X] from those of [c + X s]'s part [s] on. *)
Fixpoint times_from a b c s : seq R :=
  if s is x :: s' then (b * c + a * x) :: times_from a b x s' else [:: b * c].

Definition times_linear a b s : seq R := times_from a b 0 s.

(** The step for [a < 0 < b]: [u] is the sign of the last input coefficient that is not zero,
    [v] that of the last output coefficient. *)
Lemma changes_after_times a b u v c s :
  a < 0 -> 0 < b -> last c s != 0 -> (c == 0) || ((c < 0) == u) ->
  (changes_after u s + (u (+) v) <= changes_after v (times_from a b c s))%N.
Proof.
move=> a0 b0; elim: s u v c => [|x s IH] u v c /= l0 cu.
  rewrite mulf_eq0 (negPf l0) gt_eqF //= pmulr_rlt0 // !addn0.
  by move: cu; rewrite (negPf l0) /= => /eqP ->; rewrite addbC.
have [x0|x0] := eqVneq x 0.
  move: l0; rewrite x0 mulr0 addr0 mulf_eq0 (gt_eqF b0) /= pmulr_rlt0 // => l0.
  have [c0|c0] := eqVneq c 0; first by apply: IH; rewrite ?eqxx.
  move: cu; rewrite (negPf c0) /= => /eqP ->.
  have := IH u u 0 l0; rewrite eqxx addbb addn0 => /(_ isT).
  by rewrite addnC addbC; apply: leq_add.
have step w : (changes_after (x < 0)%R s + ((x < 0)%R (+) w) <= changes_after w (times_from a b x s))%N.
  by apply: IH => //; rewrite eqxx orbT.
have sgx w y : (y == 0) || ((y < 0) == w) -> if w then y <= 0 else 0 <= y.
  by case: w; case: ltgtP.
have [same|opp] := eqVneq (x < 0) u.
  rewrite -same addbb add0n; set y := b * c + a * x.
  have [y0|y0] := eqVneq y 0; first exact: step.
  apply: leq_trans (leq_add (leqnn (v (+) (y < 0)%R)) (step (y < 0))).
  rewrite addnCA leq_add2l.
  by case: (y < 0); case: (x < 0); case: (v).
have ux : u = ~~ (x < 0) by move: opp; case: (u); case: (x < 0).
have yE : (b * c + a * x == 0) = false /\ (b * c + a * x < 0) = u.
  move/sgx: cu; rewrite ux; case: ltgtP x0 => //= x0 _ cu.
    have y0 : 0 < b * c + a * x by rewrite ltr_paddl ?nmulr_rgt0 // mulr_ge0 // ltW.
    by rewrite gt_eqF // lt_gtF.
  have y0 : b * c + a * x < 0 by rewrite ltr_naddl ?nmulr_rlt0 // pmulr_rle0.
  by rewrite lt_eqF // y0.
case: yE => -> ->; have := step u.
by rewrite ux; case: (x < 0); case: v => /=; rewrite ?addn0 ?add0n ?addn1 ?add1n.
Qed.

Lemma variations_times_posneg a b s :
  a < 0 -> 0 < b -> last 0 s != 0 -> (variations s < variations (times_linear a b s))%N.
Proof.
rewrite /times_linear => a0 b0; elim: s => [|x s IH] /=; first by rewrite eqxx.
rewrite mulr0 add0r mulf_eq0 (lt_eqF a0) /=; have [->|x0] := eqVneq x 0; first exact: IH.
move=> l0; have := @changes_after_times a b (x < 0) (a * x < 0) x s a0 b0 l0.
rewrite eqxx orbT => /(_ isT); suff -> : (x < 0)%R (+) (a * x < 0)%R by rewrite addn1.
rewrite nmulr_rlt0 //; by case: ltgtP x0.
Qed.

Lemma changes_after_opp u s : changes_after u (map -%R s) = changes_after (~~ u) s.
Proof.
elim: s u => [|x s IH] u //=; rewrite oppr_eq0 oppr_lt0 IH.
have [//|x0] := eqVneq x 0; rewrite IH.
by have -> : (0 < x) = ~~ (x < 0) by [case: ltgtP x0]; rewrite negbK addbN addNb.
Qed.

Lemma variations_opp s : variations (map -%R s) = variations s.
Proof.
elim: s => [|x s IH] //=; rewrite oppr_eq0 oppr_lt0 IH changes_after_opp.
by case: ltgtP.
Qed.

Lemma times_fromN a b c s : times_from (- a) (- b) c s = map -%R (times_from a b c s).
Proof. by elim: s c => [|x s IH] c /=; rewrite ?IH ?mulNr // opprD. Qed.

(** Descartes' rule, the step: a factor with a positive root makes a variation more. *)
Lemma variations_times a b s :
  a * b < 0 -> last 0 s != 0 -> (variations s < variations (times_linear a b s))%N.
Proof.
case: (ltgtP a 0) => [a0|a0|->]; last by rewrite mul0r ltxx.
  by rewrite nmulr_rlt0 //; apply: variations_times_posneg.
rewrite pmulr_rlt0 // => b0; rewrite -[X in (_ < X)%N]variations_opp /times_linear -times_fromN.
by apply: variations_times_posneg; rewrite ?oppr_lt0 ?oppr_gt0.
Qed.

Lemma zeros_times a b s : a != 0 -> last 0 s != 0 -> zeros (times_linear a b s) = zeros s.
Proof.
rewrite /times_linear => a0; elim: s => [|x s IH] /=; first by rewrite eqxx.
rewrite mulr0 add0r mulf_eq0 (negPf a0) /=; have [->|//] := eqVneq x 0.
by move=> /IH ->.
Qed.

Lemma times_linear0 b s : times_linear 0 b s = 0 :: map ( *%R b) s.
Proof.
rewrite /times_linear; suff H c : times_from 0 b c s = b * c :: map ( *%R b) s by rewrite H mulr0.
by elim: s c => [|x s IH] c //=; rewrite IH mul0r addr0.
Qed.

Lemma changes_after_scale k u s : 0 < k -> changes_after u (map ( *%R k) s) = changes_after u s.
Proof.
by move=> k0; elim: s u => [|x s IH] u //=; rewrite mulf_eq0 (gt_eqF k0) /= pmulr_rlt0 // !IH.
Qed.

Lemma variations_scale_pos k s : 0 < k -> variations (map ( *%R k) s) = variations s.
Proof.
move=> k0; elim: s => [|x s IH] //=.
by rewrite mulf_eq0 (gt_eqF k0) /= pmulr_rlt0 // IH changes_after_scale.
Qed.

Lemma variations_scale k s : k != 0 -> variations (map ( *%R k) s) = variations s.
Proof.
case: (ltgtP k 0) => // k0 _; last exact: variations_scale_pos.
rewrite -variations_opp -map_comp -(@variations_scale_pos (- k) s) ?oppr_gt0 //.
by congr variations; apply: eq_map => x /=; rewrite mulNr.
Qed.

Lemma zeros_scale k s : k != 0 -> zeros (map ( *%R k) s) = zeros s.
Proof. by move=> k0; elim: s => [|x s IH] //=; rewrite mulf_eq0 (negPf k0) /= IH. Qed.

(** ** Of polynomials *)

Implicit Type p : {poly R}.

Lemma changes_after_zero u s : Poly s = 0 -> changes_after u s = 0%N.
Proof.
elim: s u => [|x s IH] u //= /eqP; rewrite -size_poly_eq0 size_cons_poly.
case: nilP => //= n0; have [x0|x0] := eqVneq x 0; rewrite //= => _.
by apply: IH; apply/eqP; rewrite -size_poly_eq0 n0.
Qed.

Lemma changes_after_Poly u s : changes_after u (Poly s) = changes_after u s.
Proof.
elim: s u => [|x s IH] u /=; first by rewrite polyseq0.
rewrite polyseq_cons; case: nilP => [n0|_] /=; last by rewrite !IH.
have z w : changes_after w s = 0%N by apply: changes_after_zero; apply/eqP; rewrite -size_poly_eq0 n0.
by rewrite polyseqC; have [->|x0] := eqVneq x 0; rewrite /= ?eqxx ?(negPf x0) z.
Qed.

Lemma variations_Poly s : variations (Poly s) = variations s.
Proof.
elim: s => [|x s IH] /=; first by rewrite polyseq0.
rewrite polyseq_cons; case: nilP => [n0|_] /=; last by rewrite IH changes_after_Poly.
have p0 : Poly s = 0 by apply/eqP; rewrite -size_poly_eq0 n0.
rewrite changes_after_zero // -IH p0 polyseq0 polyseqC.
by have [->|x0] := eqVneq x 0; rewrite /= ?(negPf x0).
Qed.

Lemma zeros_Poly s : Poly s != 0 -> zeros (Poly s) = zeros s.
Proof.
elim: s => [|x s IH] /=; first by rewrite eqxx.
rewrite polyseq_cons => c0; case: nilP => [n0|_] /=.
  have p0 : Poly s = 0 by apply/eqP; rewrite -size_poly_eq0 n0.
  move: c0; rewrite cons_poly_def p0 mul0r add0r polyC_eq0 => x0.
  by rewrite polyseqC x0 /= (negPf x0).
have [x0|//] := eqVneq x 0; rewrite IH //; apply: contraNneq c0 => p0.
by rewrite cons_poly_def p0 mul0r add0r x0.
Qed.

Lemma Poly_times_linear a b s : Poly (times_linear a b s) = (a%:P + b *: 'X) * Poly s.
Proof.
suff H c : Poly (times_from a b c s) = (b * c)%:P + (a%:P + b *: 'X) * Poly s.
  by rewrite H mulr0 add0r.
elim: s c => [|x s IH] c /=; first by rewrite cons_poly_def mul0r add0r mulr0 addr0.
rewrite !cons_poly_def IH -!mul_polyC polyCD !polyCM.
set A := a%:P + _; rewrite [LHS]addrCA; congr (_ + _).
rewrite mulrDr mulrDl -[A * _ * 'X]mulrA [A * x%:P]mulrDl [b%:P * x%:P * 'X]mulrAC.
by rewrite addrAC addrC [b%:P * 'X * _ + _]addrC.
Qed.

Lemma last_polyseq p : (last 0 p != 0) = (p != 0).
Proof. by rewrite -nth_last -/(lead_coef p) lead_coef_eq0. Qed.

Lemma variations_mul_linear a b p :
  a * b < 0 -> p != 0 -> (variations p < variations ((a%:P + b *: 'X)%R * p)%R)%N.
Proof.
move=> ab p0; rewrite -{2}[p]polyseqK -Poly_times_linear variations_Poly.
by apply: variations_times; rewrite // last_polyseq.
Qed.

Lemma linear_neq0 a b : (a != 0) || (b != 0) -> a%:P + b *: 'X != 0 :> {poly R}.
Proof.
apply: contraTneq => /polyP h; have := h 0%N; have := h 1%N.
by rewrite !coefD !coefC !coefZ !coefX /= mulr1 mulr0 addr0 add0r => -> ->; rewrite eqxx.
Qed.

Lemma zeros_mul_linear a b p :
  a != 0 -> p != 0 -> zeros ((a%:P + b *: 'X) * p) = zeros p.
Proof.
move=> a0 p0; rewrite -{1}[p]polyseqK -Poly_times_linear zeros_Poly.
  by rewrite zeros_times ?last_polyseq.
by rewrite Poly_times_linear polyseqK mulf_neq0 ?linear_neq0 ?a0.
Qed.

Lemma zeros_mulX p : p != 0 -> zeros (p * 'X) = (zeros p).+1.
Proof. by move=> p0; rewrite polyseqMX //= eqxx. Qed.

Lemma variations_mulX p : variations (p * 'X) = variations p.
Proof.
by have [->|p0] := eqVneq p 0; rewrite ?mul0r // polyseqMX //= eqxx.
Qed.

Lemma polyseq_scale c p : c != 0 -> c *: p = map ( *%R c) p :> seq R.
Proof.
move=> c0; apply: (@eq_from_nth _ 0); rewrite ?size_map ?size_scale // => i ip.
by rewrite (nth_map 0) ?coefZ.
Qed.

(** The bound on the number of roots in [[0, +oo[] that Descartes' rule gives. *)
Definition room p : nat := zeros p + variations p.

Lemma room_scale c p : c != 0 -> room (c *: p) = room p.
Proof. by move=> c0; rewrite /room polyseq_scale // zeros_scale // variations_scale. Qed.

(** Descartes' rule for one factor whose root lies in [[0, +oo[]. *)
Lemma room_mul_linear a b p :
  (a == 0) && (b != 0) || (a * b < 0) -> p != 0 -> (room p < room ((a%:P + b *: 'X)%R * p)%R)%N.
Proof.
move=> + p0; case/orP => [/andP[/eqP -> b0]|ab]; last first.
  rewrite /room zeros_mul_linear //; last by apply: contraTneq ab => ->; rewrite mul0r ltxx.
  by rewrite ltn_add2l variations_mul_linear.
rewrite polyC0 add0r -scalerAl room_scale // [_ * p]mulrC /room zeros_mulX // variations_mulX.
by rewrite addSn.
Qed.

End Variations.
