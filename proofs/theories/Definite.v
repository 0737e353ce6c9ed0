(** Two even filter sizes: the missing forms are the definite ones. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf qe_rcf_th zify.
From LCN Require Import RealRoots Architecture StrideOne.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Definite.

Variable R : rcfType.
Implicit Types (p : {poly R}) (x y : R) (n : nat) (ks : seq nat).

(** The value of the form of degree n at (x, y). *)
Definition form_value n p x y : R := \sum_(i < n.+1) p`_i * x ^+ (n - i) * y ^+ i.

Definition positive_definite n p : Prop := forall x y, (x != 0) || (y != 0) -> 0 < form_value n p x y.

Definition negative_definite n p : Prop := forall x y, (x != 0) || (y != 0) -> form_value n p x y < 0.

Lemma form_value_chart n p x y : (size p <= n.+1)%N -> x != 0 ->
  form_value n p x y = x ^+ n * p.[y / x].
Proof.
move=> sp x0; rewrite (horner_coef_wide _ sp) mulr_sumr; apply: eq_bigr => i _.
rewrite expr_div_n -mulrA [RHS]mulrCA; congr (_ * _); rewrite [RHS]mulrCA [LHS]mulrC; congr (_ * _).
by rewrite expfB_cond // (negbTE x0) add0n -ltnS.
Qed.

Lemma form_value_infinity n p y : form_value n p 0 y = p`_n * y ^+ n.
Proof.
rewrite /form_value big_ord_recr /= subnn expr0 mulr1 big1 ?add0r // => i _.
by rewrite expr0n subn_eq0 leqNgt ltn_ord mulr0 mul0r.
Qed.

Lemma form_valueN n p x y : form_value n (- p) x y = - form_value n p x y.
Proof. by rewrite /form_value -sumrN; apply: eq_bigr => i _; rewrite coefN !mulNr. Qed.

(** A form of even degree without real projective roots, positive at one point, is positive definite. *)
Lemma no_roots_positive n p : ~~ odd n -> size p = n.+1 -> (forall x, ~~ root p x) -> 0 < p.[0] ->
  positive_definite n p.
Proof.
move=> ev sp nr p00 x y; have pos z : 0 < p.[z].
  rewrite ltNge le_eqVlt negb_or -rootE nr /=; apply/negP => pz.
  wlog: z pz / True by move=> h; apply: (h z).
  have [z0|z0] := leP 0 z.
    have [|w _ rw] := @ivt_sign _ p 0 z z0; first by rewrite -sgrM ltr0_sg // pmulr_rlt0.
    by case/negP: (nr w).
  have [|w _ rw] := @ivt_sign _ p z 0 (ltW z0); first by rewrite -sgrM ltr0_sg // pmulr_llt0.
  by case/negP: (nr w).
have [->|x0 _] := eqVneq x 0; last first.
  by rewrite form_value_chart ?sp // mulr_gt0 // exprn_even_gt0 // x0 orbT.
rewrite /= form_value_infinity => y0; rewrite mulr_gt0 ?exprn_even_gt0 ?y0 ?orbT //.
have := @sgp_pinftyP _ 0 p (fun z _ => nr z) 0; rewrite in_itv /= lexx => /(_ isT).
by rewrite (gtr0_sg p00) /sgp_pinfty /lead_coef sp /= => /esym/eqP; rewrite sgr_cp0.
Qed.

(** With exactly two even filter sizes, the missing forms are the positive and the negative definite forms. *)
Theorem complement_two_evenP ks p :
    all (leq 1) ks -> n_even ks = 2%N -> p != 0 -> (size p <= (degree ks).+1)%N ->
  ~ representable ks p <-> positive_definite (degree ks) p \/ negative_definite (degree ks) p.
Proof.
move=> ks1 e2 p0 sp; have ks0 : ks != [::] by case: (ks) e2.
have ev : ~~ odd (degree ks) by rewrite -(odd_n_even ks1) e2.
split=> [nrep|def /(representable_n_proj_roots ks1 p0)]; last first.
  rewrite e2; suff [sz nr] : size p = (degree ks).+1 /\ forall x, ~~ root p x.
    by rewrite /n_proj_roots sz subnn n_real_roots_rootless.
  have nz x y : (x != 0) || (y != 0) -> form_value (degree ks) p x y != 0.
    by move=> xy; case: def => /(_ x y xy); [move=> /lt0r_neq0 | move=> /ltr0_neq0].
  split.
    apply/eqP; rewrite eqn_leq sp ltnNge; apply/negP => le.
    have := nz 0 1; rewrite oner_eq0 orbT form_value_infinity nth_default // mul0r eqxx.
    by move=> /(_ isT).
  move=> x; have := nz 1 x; rewrite oner_eq0 form_value_chart ?oner_neq0 // expr1n mul1r divr1.
  exact.
have n0 : n_proj_roots (degree ks).+1 p = 0%N.
  have := n_proj_roots_parity p0 sp; have : ~~ (2 <= n_proj_roots (degree ks).+1 p)%N.
    by apply/negP => le; apply: nrep; apply: n_proj_roots_representable; rewrite ?e2.
  by rewrite /= (negbTE ev); case: (n_proj_roots _ _) => [|[]].
move: n0; rewrite /n_proj_roots => /eqP; rewrite addn_eq0 subn_eq0 => /andP[sp' /eqP nr].
have sz : size p = (degree ks).+1 by apply/eqP; rewrite eqn_leq sp.
have nroot x : ~~ root p x.
  apply/negP => rx; have : x \in rootsR p by rewrite mem_rootsR.
  move=> xr; have : (0 < n_real_roots p)%N; last by rewrite nr.
  rewrite /n_real_roots (bigD1_seq x) ?rootsR_uniq //= addn_gt0 mu_gt0 // rx.
  by [].
have := nroot 0; rewrite rootE; case: (ltgtP p.[0] 0) => // s _; [right|left]; last exact: no_roots_positive.
move=> x y xy; rewrite -oppr_gt0 -form_valueN.
apply: no_roots_positive xy => //; rewrite ?size_opp //.
  by move=> z; rewrite rootN.
by rewrite hornerN oppr_gt0.
Qed.

End Definite.
