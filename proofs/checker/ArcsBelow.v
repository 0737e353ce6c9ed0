(** * Descartes' rule on an arc: the bound from below

    An odd number of sign variations shows a positive root ([odd_root]); and the zeros in front of
    the transformed polynomial's coefficients are the order at the first point of the arc
    ([zeros_arc]).  So [arc_room]: the arc holds at least that many roots, and one more if the
    number of variations is odd. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.
From LCNCheck Require Import Variations Roots Arcs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory Num.Def.
Local Open Scope ring_scope.

Section OddVariations.

Variable R : rcfType.
Implicit Types (p q t : {poly R}) (x u : R) (k : nat).

Lemma odd_changes_after (v : bool) x (s : seq R) :
  last x s != 0 -> (x == 0) || ((x < 0) == v) -> odd (changes_after v s) = v (+) (last x s < 0).
Proof.
elim: s v x => [|y s IH] v x /= l0.
  by rewrite (negPf l0) /= => /eqP ->; rewrite addbb.
move=> _; have [y0|y0] := eqVneq y 0; first by apply: IH => //; rewrite y0 eqxx.
rewrite oddD (IH _ y) // ?eqxx ?orbT // addbA.
by case: v; case: (y < 0); case: (last _ _ < 0).
Qed.

Lemma mulXn_zeros t k : t != 0 -> zeros (t * 'X ^+ k) = (zeros t + k)%N.
Proof.
move=> t0; elim: k => [|k IH]; first by rewrite expr0 mulr1 addn0.
by rewrite exprSr mulrA zeros_mulX ?IH ?addnS // mulf_neq0 // expf_neq0 // polyX_eq0.
Qed.

Lemma variations_mulXn t k : variations (t * 'X ^+ k) = variations t.
Proof. by elim: k => [|k IH]; rewrite ?expr0 ?mulr1 // exprSr mulrA variations_mulX. Qed.

Lemma polyseq_cons0 t : t.[0] != 0 -> exists c s, [/\ t = c :: s :> seq R, c = t.[0] & c != 0].
Proof.
rewrite horner_coef0; case: (polyseq t) => [|c s] /=; first by rewrite eqxx.
by exists c, s.
Qed.

(** The zeros in front are the order at 0. *)
Lemma zeros_mu q : q != 0 -> zeros q = \mu_0 q.
Proof.
move=> q0; have [t t0 {1}->] := mu_spec 0 q0; rewrite subr0 mulXn_zeros.
  by have [c [s [-> _ c0]]] := polyseq_cons0 t0; rewrite /= (negPf c0).
by apply: contraNneq t0 => ->; rewrite root0.
Qed.

Lemma odd_root_nonzero t : t.[0] != 0 -> odd (variations t) -> exists2 u, 0 < u & root t u.
Proof.
move=> t0; have tn0 : t != 0 by apply: contraNneq t0 => ->; rewrite horner0.
have [c [s [tE cE c0]]] := polyseq_cons0 t0.
have lE : last c s = lead_coef t by rewrite lead_coefE -[in RHS]/(nth 0 _ _) nth_last tE.
rewrite {1}tE /= (negPf c0) (@odd_changes_after _ c) ?eqxx ?orbT // ?lE ?lead_coef_eq0 //.
move=> sg; have b0 := cauchy_bound_gt0 t.
have sb : sgr t.[cauchy_bound t] = sgr (lead_coef t).
  by apply: (sgp_pinftyP (ge_cauchy_bound tn0)); rewrite in_itv /= lexx.
have [|u] := ivt_sign (ltW b0) (_ : sgr t.[0] * sgr t.[cauchy_bound t] = -1).
  rewrite sb -cE; have l0 : lead_coef t != 0 by rewrite lead_coef_eq0.
  by move: sg c0 l0; do 2 case: sgrP => //=; rewrite ?mulr1 ?mulrN1.
by rewrite in_itv /= => /andP[u0 _] ru; exists u.
Qed.

(** An odd number of variations shows a positive root. *)
Lemma odd_root q : q != 0 -> odd (variations q) -> exists2 u, 0 < u & root q u.
Proof.
move=> q0; have [t t0 ->] := mu_spec 0 q0; rewrite subr0 variations_mulXn => /(odd_root_nonzero t0).
by case=> u u0 ru; exists u => //; rewrite rootM ru.
Qed.

End OddVariations.

Section ArcBelow.

Variable R : rcfType.
Variables l1 l2 r1 r2 : R.
Hypotheses (l20 : 0 <= l2) (r20 : 0 <= r2) (lr : l1 * r2 < r1 * l2).
Implicit Types (p q : {poly R}) (n k : nat) (x u : R).

Local Notation arc_form := (arc_form l1 l2 r1 r2).
Local Notation on_arc := (on_arc l1 l2 r1 r2).

(** A positive root of the transformed polynomial is a root inside the arc. *)
Lemma arc_root n p u :
  (size p <= n.+1)%N -> 0 < u -> root (arc_form n p) u ->
  exists2 x, root p x & (0 < l2 * x - l1) && (r2 * x - r1 < 0).
Proof.
move=> pn u0; have B0 : 0 < l2 + r2 * u.
  have [l2z|l2z] := eqVneq l2 0; last by rewrite ltr_paddr ?lt0r ?l2z // mulr_ge0 // ltW.
  rewrite ltr_paddl // pmulr_lgt0 // lt0r r20 andbT; apply: contraTneq lr => ->.
  by rewrite l2z !mulr0 ltxx.
have AE : (l1%:P + r1 *: 'X).[u] = l1 + r1 * u by rewrite !hornerE.
have BE : (l2%:P + r2 *: 'X).[u] = l2 + r2 * u by rewrite !hornerE.
have Bn : (l2%:P + r2 *: 'X).[u] != 0 by rewrite BE gt_eqF.
rewrite /root /arc_form horner_subst_field // AE BE.
rewrite mulf_eq0 expf_eq0 (gt_eqF B0) andbF /=; set x := _ / _ => rx; exists x => //.
have xE y z : y * x - z = (y * (l1 + r1 * u) - z * (l2 + r2 * u)) / (l2 + r2 * u).
  by rewrite mulrBl mulfK ?gt_eqF // -mulrA.
apply/andP; split.
  rewrite xE divr_gt0 // !mulrDr [l1 * l2]mulrC opprD addrACA subrr add0r.
  by rewrite !mulrA -mulrBl mulr_gt0 // subr_gt0 [l2 * r1]mulrC.
rewrite xE pmulr_llt0 ?invr_gt0 // !mulrDr [r1 * (r2 * u)]mulrCA opprD addrACA subrr addr0.
by rewrite subr_lt0 [r2 * l1]mulrC.
Qed.

Lemma arc_form_power n k x q :
  (size q <= n.+1)%N -> x * l2 = l1 ->
  arc_form (n + k) (('X - x%:P) ^+ k * q) = ((r1 - x * r2) *: 'X) ^+ k * arc_form n q.
Proof.
move=> qn xl; elim: k => [|k IH]; first by rewrite !expr0 !mul1r addn0.
rewrite addnS !exprS -!mulrA arc_form_linear ?IH ?xl ?subrr ?polyC0 ?add0r //.
apply: leq_trans (size_mul_leq _ _) _; rewrite size_exp_XsubC addSn /= addnC -addSn.
by rewrite leq_add2r.
Qed.

Lemma zeros_arc_mu n p :
  l2 != 0 -> p != 0 -> (size p <= n.+1)%N -> zeros (arc_form n p) = \mu_(l1 / l2) p.
Proof.
move=> l2n p0 pn; set x := l1 / l2; have xl : x * l2 = l1 by rewrite divfK.
have [q rq pE] := mu_spec x p0; set k := \mu_x p in pE *.
have q0 : q != 0 by apply: contraNneq rq => ->; rewrite root0.
have sE : size p = (size q + k)%N.
  rewrite pE mulrC size_monicM ?monic_exp ?monicXsubC // size_exp_XsubC addSn addnC /=.
  by [].
have kn : (k <= n)%N.
  by move: pn; rewrite sE; move: (size q) (size_poly_gt0 q); rewrite q0 => -[//|s _]; lia.
have nE : n = (n - k + k)%N by rewrite subnK.
have qn : (size q <= (n - k).+1)%N by move: pn; rewrite sE; lia.
rewrite nE {1}pE mulrC arc_form_power // exprZn -scalerAl.
have b0 : r1 - x * r2 != 0.
  rewrite subr_eq0; apply: contraTneq lr => ->; rewrite -xl -leNgt.
  by rewrite mulrAC lexx.
have v0 : (arc_form (n - k) q).[0] != 0.
  have E a b : (a%:P + b *: 'X : {poly R}).[0] = a by rewrite !hornerE.
  by rewrite /arc_form horner_subst_field // !E // mulf_neq0 // expf_neq0.
have a0 : arc_form (n - k) q != 0 by apply: contraNneq v0 => ->; rewrite horner0.
rewrite polyseq_scale ?expf_neq0 // zeros_scale ?expf_neq0 // mulrC mulXn_zeros //.
by have [c [s [-> _ c0]]] := polyseq_cons0 v0; rewrite /= (negPf c0).
Qed.

Lemma zeros_arc_infinity n p :
  l2 = 0 -> p != 0 -> (size p <= n.+1)%N -> zeros (arc_form n p) = at_infinity n p.
Proof.
move=> l2z p0 pn; rewrite /at_infinity.
have nE : n = ((size p).-1 + (n - (size p).-1))%N by rewrite subnKC //; case: (size p) pn.
rewrite {1}nE; set k := (n - _)%N; rewrite /arc_form subst_raiseD; last by rewrite prednK ?size_poly_gt0.
have l1r2 : l1 * r2 < 0 by move: lr; rewrite l2z mulr0.
have l10 : l1 != 0 by apply: contraTneq l1r2 => ->; rewrite mul0r ltxx.
have r2n : r2 != 0 by apply: contraTneq l1r2 => ->; rewrite mulr0 ltxx.
rewrite l2z polyC0 add0r exprZn -scalerAl polyseq_scale ?expf_neq0 // zeros_scale ?expf_neq0 //.
set q := subst _ _ _ _; have v0 : q.[0] != 0.
  rewrite horner_subst big_ord_recr big1 /= => [|i _]; last first.
    by rewrite !hornerE expr0n subn_eq0 leqNgt ltn_ord /= !mulr0.
  by rewrite add0r subnn expr0 mulr1 !hornerE mulf_neq0 ?expf_neq0 // lead_coef_eq0.
rewrite mulrC mulXn_zeros; last by apply: contraNneq v0 => ->; rewrite horner0.
by have [c [s [-> _ c0]]] := polyseq_cons0 v0; rewrite /= (negPf c0).
Qed.

(** The bound from below on the half-open arc. *)
Theorem arc_room n p :
  p != 0 -> (size p <= n.+1)%N -> arc_form n p != 0 ->
  (zeros (arc_form n p) + odd (variations (arc_form n p))
     <= nroots on_arc p + (l2 == 0)%R * at_infinity n p)%N.
Proof.
move=> p0 pn nz.
have inside : (odd (variations (arc_form n p)) <= nroots (fun x => on_arc x && (l2 * x != l1)%R) p)%N.
  have [/(odd_root nz)[u u0 /(arc_root pn u0)[x rx /andP[xl xr]]]|//] := boolP (odd _).
  apply: leq_trans (mu_nroots (x := x) _ p0); first by rewrite mu_gt0.
  by rewrite /on_arc (ltW xl) xr -subr_eq0 gt_eqF.
have sub : (odd (variations (arc_form n p)) <= nroots on_arc p)%N.
  by apply: leq_trans inside (nroots_sub _ _) => x /andP[].
have [l2z|l2n] := eqVneq l2 0; first by rewrite mul1n zeros_arc_infinity // addnC leq_add2r.
rewrite mul0n addn0 zeros_arc_mu // (nroots_split on_arc (fun x => (l2 * x == l1)%R)) leq_add //.
apply: mu_nroots => //; rewrite /on_arc mulrC divfK // eqxx subrr lexx /= andbT.
by rewrite subr_lt0 mulrA ltr_pdivr_mulr ?lt0r ?l2n // [r2 * l1]mulrC.
Qed.

End ArcBelow.
