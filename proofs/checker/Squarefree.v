(** * Square-free modulo a prime

    If the polynomial [F] with integer coefficients and its derivative generate 1 modulo a prime
    [q] that does not divide the leading coefficient, then they are coprime, and [F] has no double
    root: by Gauss's lemma a common factor of [F] and its derivative could be taken primitive, and
    would keep its degree modulo [q] but divide 1. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Squarefree.

Variables (R : rcfType) (q : nat).
Hypothesis q_prime : prime q.

Local Notation toF := (map_poly (intr : int -> 'F_q)).
Local Notation toQ := (map_poly (intr : int -> rat)).
Local Notation toR := (map_poly (intr : int -> R)).

Lemma toRE (F : {poly int}) : toR F = map_poly ratr (toQ F).
Proof. by rewrite -map_poly_comp; apply: eq_map_poly => z /=; rewrite ratr_int. Qed.

Lemma coprime_modulo (F G u v : {poly int}) :
  (lead_coef F)%:~R != 0 :> 'F_q -> toF (u * F + v * G) = 1 -> coprimep (toR F) (toR G).
Proof.
move=> lF one; have F0 : F != 0 by apply: contraNneq lF => ->; rewrite lead_coef0.
have Q0 : toQ F != 0.
  by rewrite map_poly_eq0_id0 // intr_eq0 lead_coef_eq0.
rewrite !toRE coprimep_map /coprimep; set d := gcdp (toQ F) (toQ G).
have d0 : d != 0 by rewrite gcdp_eq0 negb_and Q0.
apply/negPn/negP => s1; have sd : (1 < size d)%N.
  by move: s1 d0; rewrite -size_poly_gt0; case: (size d) => [|[]].
have [D [a a0 dE]] := rat_poly_scale d.
have sD : size (zprimitive D) = size d.
  by rewrite size_zprimitive -size_rat_int_poly dE size_scale // invr_eq0 intr_eq0.
have dvd (P : {poly int}) : d %| toQ P -> exists r, P = zprimitive D * r.
  by rewrite dE dvdpZl ?invr_eq0 ?intr_eq0 // dvdp_rat_int => /dvdpP_int[r rE]; exists r.
have [r rE] := dvd F (dvdp_gcdl _ _); have [s sE] := dvd G (dvdp_gcdr _ _).
have size1 : size (toF (zprimitive D)) = size (zprimitive D).
  apply: size_poly_eq; apply: contraNneq lF; rewrite rE lead_coefM rmorphM /= => ->.
  by rewrite mul0r.
have : toF (zprimitive D) * toF (u * r + v * s) = 1.
  by rewrite -rmorphM -one /= mulrDr ![zprimitive D * _]mulrCA -rE -sE.
move=> one'; have := congr1 (fun P : {poly 'F_q} => size P) one'.
rewrite size_poly1; have [-> |S0] := eqVneq (toF (u * r + v * s)) 0.
  by rewrite mulr0 size_poly0.
rewrite size_mul // -?size_poly_gt0 size1 sD; last by rewrite (ltn_trans _ sd).
move: S0; rewrite -size_poly_gt0; move: (size (toF _)) (size d) sd => j i; lia.
Qed.

End Squarefree.
