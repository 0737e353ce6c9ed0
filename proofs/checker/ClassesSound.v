(** * The classes of a form refuse a network

    If the bound on common divisors of the classes is less than what the layers from one on make, the form is no product of
    layers, over any field of the rational numbers. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import Architecture Levels Polyphase PolyphaseCriterion.
From LCNCheck Require Import Integers Descartes Squarefree Modular Filters Classes.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

Local Open Scope ring_scope.

Local Notation toQ := (map_poly (intr : int -> rat)).
Local Notation zint := (zpoly [realDomainType of int]).

Lemma int_neq0 (z : Z) : z != Z0 -> int_of_Z z != 0.
Proof. by case: z => // x _; rewrite /=; lia. Qed.

Section Networks.

Variables (F : fieldType) (phi : {rmorphism rat -> F}).

(** What the checker accepts is true, over every field of the rational numbers: the form is no product of layers. *)
Theorem check_classes_sound b w T p : well_formed b -> check_classes b w T p ->
  ~ level_representable (levels 1 (layers_of b)) (classes_form phi w).
Proof.
move=> /and3P[_ b1 b2]; rewrite /check_classes; set t := N.to_nat T; set r := leading_zeros w.
set v := drop r w; set r' := leading_zeros (rev v) => /and3P[/N.ltb_lt T0 /eqP sw].
case lE: (from_level _ _ _) => [b'|] //; case dE: (classes_bound _ _ _) => [d|] // lt rep.
have t0 : (0 < t)%N by rewrite /t; move: (T) T0; clear => T0 h; lia.
have [pre [e p1 b1' b2']] := from_levelP lE b1 b2; rewrite -[N.to_nat 1]/1%N -/t in e.
have cb := classes_boundP t0 dE.
have core0 : core w != [::] /\ last Z0 (core w) != Z0.
  move: dE; rewrite /classes_bound; case: ifP => // /and3P[q1 us _] _.
  have us' : last Z0 (core w) != Z0.
    have q_prime : prime (pdiv (Z.to_nat p)) by apply: pdiv_prime; move: q1; clear; lia.
    have := is_unitP q_prime (pdiv_dvd _) q1 us; apply: contraNneq => ->; by rewrite /residue.
  by split=> //; apply: contraNneq us' => ->.
have [c0 lc] := core0.
pose c := classes_form phi (core w).
have wE : classes_form phi w = 'X^r * c.
  by rewrite /classes_form (zint_drop w) -/r -/v /c /classes_form /core -/r -/v zint_take !rmorphM /= !map_polyXn.
have cr : ~~ root c 0.
  rewrite rootE horner_coef0 /c /classes_form coef_map coef_toQ fmorph_eq0 intr_eq0.
  by rewrite nth0; apply: int_neq0; apply: head_core.
have cn0 : c != 0 by apply: contraNneq cr => ->; rewrite root0.
have sc : size c = size (core w).
  rewrite /c /classes_form size_map_poly size_map_poly_id0; last first.
    rewrite intr_eq0 lead_coef_eq0; apply: contraNneq cn0 => z; by rewrite /c /classes_form z !rmorph0.
  apply/eqP; rewrite eqn_leq; apply/andP; split; first by apply: leq_trans (size_Poly _) _; rewrite size_map.
  have s0 : (0 < size (core w))%N by case: (core w) c0.
  rewrite -(prednK s0) ltnNge; apply/negP => /leq_sizeP/(_ _ (leqnn _)); rewrite coef_zint nth_last => /eqP.
  by rewrite (negPf (int_neq0 lc)).
have sP : (size w <= size (classes_form phi w) + r')%N.
  rewrite wE mulrC size_Mmonic ?monicXn // size_polyXn addnS /= sc /core -/r -/v size_take_min -/r' /v size_drop.
  by move: (size w) (r) (r'); clear => n x y; lia.
have P0 : classes_form phi w != 0 by rewrite wE mulf_neq0 ?cn0 // monic_neq0 // monicXn.
move: rep; rewrite e => /level_representable_cat[A [p2 [repA rep2 PE]]].
have lB : level_degree (levels t (layers_of b')) = (t * level_degree (levels 1 (layers_of b')))%N by rewrite level_degree_levels.
have [||q sq qE] := level_representable_comp t0 _ _ rep2; first by rewrite sizes_levels.
  exact: dvdn_levels.
set B := level_degree (levels 1 (layers_of b')) in lt lB; rewrite lB mulKn // in sq.
have [q0 A0] : q != 0 /\ A != 0.
  by move: P0; rewrite PE qE mulf_eq0 negb_or => /andP[-> h]; split=> //; apply: contraNneq h => ->; rewrite comp_poly0.
have [j [q1 nr]] := multiplicity_XsubC q 0; rewrite q0 subr0 /= in nr *; move=> qX.
have q10 : q1 != 0 by apply: contraNneq nr => ->; rewrite root0.
have compE : q \Po 'X^t = (q1 \Po 'X^t) * 'X^(j * t).
  by rewrite qX comp_polyM rmorphX /= comp_polyX -exprM mulnC.
have nrc : ~~ root (q1 \Po 'X^t) 0 by rewrite rootE horner_comp hornerXn expr0n eqn0Ngt t0 -rootE.
have jr : (j * t <= r)%N.
  have : 'X^(j * t) %| 'X^r * c by rewrite -wE PE qE compE mulrA dvdp_mulIr.
  rewrite Gauss_dvdpl ?coprime_X // => /dvdp_leq; rewrite -size_poly_eq0 !size_polyXn => /(_ isT).
  by rewrite ltnS.
have qd : (size q1 <= d.+1)%N.
  have : q1 \Po 'X^t %| 'X^r * c by rewrite -wE PE qE compE mulrA -mulrA mulrCA dvdp_mulIl.
  rewrite Gauss_dvdpr; last by rewrite coprimep_sym coprime_X.
  rewrite comp_Xn_dvdp // polyphase_gcd_map // => /dvdp_leq h; apply: leq_trans (h _) _; last by rewrite size_map_poly.
  by rewrite map_poly_eq0 polyphase_gcd_neq0 // -(map_poly_eq0 phi).
have sqE : size q = (size q1 + j)%N.
  by rewrite qX size_mul // -?size_poly_eq0 ?size_polyXn // addnS.
have sqt : size (q \Po 'X^t) = ((size q).-1 * t).+1.
  have := size_comp_poly q 'X^t; rewrite size_polyXn /= => <-; rewrite prednK // size_poly_gt0 comp_poly_eq0 // size_polyXn.
  by [].
have sA := level_representable_size p1 repA.
have sWE : size w = (level_degree pre + t * B).+1 by rewrite sw /total_size e level_degree_cat lB.
have sPE : size (classes_form phi w) = (size A + (size q).-1 * t)%N.
  rewrite PE qE size_mul // ?sqt ?addnS // -size_poly_eq0 sqt //.
have inf : ((B - (size q).-1) * t <= r')%N.
  have h : (t * B <= (size q).-1 * t + r')%N by move: sP sA; rewrite sWE sPE; move: (size A) ((size q).-1 * t)%N (t * B)%N (level_degree pre) (r'); clear => x y z k u; lia.
  rewrite mulnBl [(B * t)%N]mulnC; move: h; move: (t * B)%N ((size q).-1 * t)%N (r'); clear => x y u; lia.
have e1 : (B - (size q).-1 <= r' %/ t)%N by rewrite leq_divRL.
have e2 : (j <= r %/ t)%N by rewrite leq_divRL.
move: lt e1 e2 qd; rewrite sqE; have : (0 < size q1)%N by rewrite size_poly_gt0.
by move: (r %/ t)%N (r' %/ t)%N (size q1) (B) (j); clear => x y z u k; lia.
Qed.

End Networks.
