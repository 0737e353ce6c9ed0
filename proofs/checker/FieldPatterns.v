(** * Root patterns over a number field

    As [Patterns] for integers.  That the product of the factors is square-free is shown by an identity [u F + v F' = c],
    [c] not zero, proposed by Euclid's algorithm and checked by multiplication. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCNCheck Require Import Roots Integers Descartes Certificates Modular Orders Patterns Numbers Filters FieldRoots FieldCounts.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint nderivative (s : seq number) : seq number :=
  match s with [::] => [::] | _ :: s' => number_add s' ([::] :: nderivative s') end.

Fixpoint nclean (f : option field) (s : seq number) : seq number :=
  match s with
  | [::] => [::]
  | x :: s' => match nclean f s' with [::] => if number_zero f x then [::] else [:: x] | t => x :: t end
  end.

Fixpoint nshift (k : nat) (s : seq number) : seq number := match k with 0 => s | S k' => [::] :: nshift k' s end.

Definition ncombination : Type := seq number * (seq number * seq number).

(** A number times an integer that is not zero, as a number of smaller degree. *)
Definition reduced_number (f : option field) (c : number) : Z * number :=
  match f with
  | None => (Zpos xH, c)
  | Some f => let: (d, (_, r)) := zdivided c (minimal f) in (d, zclean r)
  end.

(** All numbers of a combination reduced, with the same integer, and without common integer factors. *)
Definition reduced_combination (f : option field) (a : ncombination) : ncombination :=
  let reduce := map (reduced_number f) in
  let: (r, (u, v)) := (reduce a.1, (reduce a.2.1, reduce a.2.2)) in
  let l := foldr (fun x m => Z.lcm x.1 m) (Zpos xH) (r ++ u ++ v) in
  let scaled := map (fun x : Z * number => zscale (Z.div l x.1) x.2) in
  let: (r, (u, v)) := (scaled r, (scaled u, scaled v)) in
  let g := foldr (fun c m => Z.gcd (zcontent c) m) Z0 (r ++ u ++ v) in
  if Z.ltb Z0 g then
    let divided := map (map (Z.div^~ g)) in (nclean f (divided r), (divided u, divided v))
  else (nclean f r, (u, v)).

Definition neliminated (f : option field) (a b : ncombination) : ncombination :=
  let x := last [::] a.1 in let y := last [::] b.1 in let k := (size a.1 - size b.1)%N in
  let step s t := number_add (number_scale y s) (number_scale (zscale (Zneg xH) x) (nshift k t)) in
  reduced_combination f (step a.1 b.1, (step a.2.1 b.2.1, step a.2.2 b.2.2)).

Fixpoint neuclid (fuel : nat) (f : option field) (a b : ncombination) : ncombination :=
  match fuel, b.1 with
  | 0, _ | _, [::] => a
  | S fuel', _ => if size a.1 < size b.1 then neuclid fuel' f b a else neuclid fuel' f (neliminated f a b) b
  end.

(** The polynomial has a leading coefficient that is not zero and is coprime to its derivative. *)
Definition ncoprime_to_derivative (f : option field) (s : seq number) : bool :=
  let t := nderivative s in
  let one := [:: [:: Zpos xH]] in
  let: (r, (u, v)) := neuclid (4 * size s + 4) f (nclean f s, (one, [::])) (nclean f t, ([::], one)) in
  [&& not_zero f (last [::] s), not_zero f (head [::] r) &
      number_equal f (number_add (number_mul u s) (number_mul v t)) [:: head [::] r]].

(** One leading coefficient may be zero: a simple root at infinity. *)
Definition nsquarefree (f : option field) (w : seq number) : bool :=
  match w with
  | [::] => false
  | x :: w' => if number_zero f x then ncoprime_to_derivative f (rev w') else ncoprime_to_derivative f (rev w)
  end.

Fixpoint nradical (fs : seq nfactor) : seq number :=
  match fs with
  | [::] => [:: [:: Zpos xH]]
  | f :: fs' => number_mul (rev (nfactor_form f)) (nradical fs')
  end.

Fixpoint nradical_degree (fs : seq nfactor) : nat :=
  match fs with [::] => 0 | f :: fs' => ((size (nfactor_form f)).-1 + nradical_degree fs')%N end.

Fixpoint nmultiplicities (k : option field) (fs : seq nfactor) : option (seq nat * seq nat) :=
  match fs with
  | [::] => Some ([::], [::])
  | f :: fs' =>
    match ncount_bounds k (nfactor_form f) (nfactor_count f), nmultiplicities k fs' with
    | Some (lo, hi), Some (rho, gamma) =>
      let n := (size (nfactor_form f)).-1 in let pairs := (n - lo)./2 in
      if [&& lo == hi, 0 < nmultiplicity f & lo + pairs.*2 == n]
      then Some (nseq lo (nmultiplicity f) ++ rho, nseq pairs (nmultiplicity f) ++ gamma) else None
    | _, _ => None
    end
  end.

Definition check_npattern (k : option field) (w : seq number) (rho gamma : seq nat) (d : Z) (c : number) (fs : seq nfactor) : bool :=
  [&& nfactors_fit k w d c fs,
      size (nradical fs) == (nradical_degree fs).+1,
      nsquarefree k (rev (nradical fs)) &
      if nmultiplicities k fs is Some (r, g) then perm_eq r rho && perm_eq g gamma else false].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Variables (fk : option field) (a : R).
Hypotheses (ok : check_number_field fk) (ka : field_root fk a).
Implicit Types (fs : seq nfactor) (s w : seq number).

Lemma pval_derivative s : pval a (nderivative s) = (pval a s)^`().
Proof.
elim: s => [|c s IH] /=; first by rewrite pval_nil deriv0.
by rewrite pvalD [pval a ([::] :: _)]pval_cons IH ev_nil addr0 pval_cons derivMXaddC.
Qed.

Lemma ncoprime_to_derivativeP s : ncoprime_to_derivative fk s ->
  [/\ pval a s != 0, size (pval a s) = size s & coprimep (pval a s) (pval a s)^`()].
Proof.
rewrite /ncoprime_to_derivative; case: (neuclid _ _ _ _) => r [u v] /and3P[/(not_zeroP ok ka) l0 /(not_zeroP ok ka) c0].
move/(pval_equal ok ka); rewrite pvalD !pvalM pval_derivative pval_cons pval_nil mul0r add0r => e.
have s0 : s != [::] by apply: contraNneq l0 => ->; rewrite ev_nil.
have sE : pval a s = map (ev a) s :> seq R.
  apply: (@PolyK _ 0); case: s s0 l0 {e} => // x s _ /=; by rewrite last_map.
split; first by rewrite -size_poly_eq0 sE size_map size_eq0.
  by rewrite sE size_map.
apply/Bezout_coprimepP; exists (pval a u, pval a v); rewrite /= e.
by rewrite polyC_eqp1.
Qed.

Lemma nform_cons0 x w : ev a x = 0 -> nform a (x :: w) = nform a w.
Proof.
move=> x0; rewrite /nform /= rev_cons x0; elim: (rev _) => [|y s IH] /=; first by rewrite cons_poly_def mul0r add0r.
by rewrite !cons_poly_def IH.
Qed.

Lemma nsquarefreeP w : nsquarefree fk w ->
  [/\ nform a w != 0, (at_infinity (size w).-1 (nform a w) <= 1)%N & coprimep (nform a w) (nform a w)^`()].
Proof.
case: w => // x w; rewrite /nsquarefree; case: ifP => [/(number_zeroP ok ka) x0|_] /ncoprime_to_derivativeP[].
  rewrite pval_rev nform_cons0 // => p0 sw cop; split=> //; rewrite /at_infinity sw size_rev /=.
  by case: (size w) => // n; rewrite subSnn.
by rewrite pval_rev => p0 sw cop; split=> //; rewrite /at_infinity sw size_rev /= subnn.
Qed.

Definition npowers_of fs : powers R :=
  [seq (nmultiplicity f, (size (nfactor_form f)).-1, nform a (nfactor_form f)) | f <- fs].

Lemma npowersE fs :
  [/\ power_product (npowers_of fs) = pval a (nproduct fs), power_degree (npowers_of fs) = nproduct_degree fs,
      base_product (npowers_of fs) = pval a (nradical fs) & base_degree (npowers_of fs) = nradical_degree fs].
Proof.
rewrite /power_product /power_degree /base_product /base_degree !big_map.
elim: fs => [|f fs [IH1 IH2 IH3 IH4]]; first by rewrite !big_nil pval_one.
by rewrite !big_cons IH1 IH2 IH3 IH4 /= !pvalM pvalX pval_rev.
Qed.

Lemma proper_npowers_of fs ms : nmultiplicities fk fs = Some ms -> proper_powers (npowers_of fs).
Proof.
elim: fs ms => //= f fs IH ms; case cE: (ncount_bounds _ _ _) => [[lo hi]|] //.
case fsE: (nmultiplicities fk fs) => [[rho gamma]|] //; case: ifP => // /and3P[_ -> _] _.
by have [a0 _] := ncount_boundsP ok ka cE; have [_ an] := ndegreeP a0; rewrite a0 an (IH _ fsE).
Qed.

Lemma count_real (s : seq R) k fs rho gamma :
  uniq s -> holds_roots (base_product (npowers_of fs)) s -> nmultiplicities fk fs = Some (rho, gamma) ->
  (\sum_(f <- npowers_of fs) (f.1.1 == k) * total s f.1.2 f.2 = count_mem k rho)%N.
Proof.
move=> us; elim: fs rho gamma => [|f fs IH] rho gamma /=; first by rewrite big_nil => _ [<- _].
rewrite /base_product !big_cons -/(base_product _) => sub.
case cE: (ncount_bounds _ _ _) => [[lo hi]|] //; case fsE: (nmultiplicities fk fs) => [[rho' gamma']|] //.
case: ifP => // /and3P[/eqP lh _ _] [<- _]; rewrite -{}lh in cE.
rewrite (IH _ _ _ fsE) => [|x rx]; last by apply: sub; rewrite rootM rx orbT.
have [a0 le] := ncount_boundsP ok ka cE; rewrite count_cat count_nseq /= eq_sym; congr (_ * _ + _)%N.
rewrite /total -(nroots_over xpredT a0 us) => [|x]; last first.
  by rewrite mem_rootsR // => rx; apply: sub; rewrite rootM rx.
by apply/eqP; rewrite eqn_leq andbC.
Qed.

Local Notation C := [closedFieldType of R[i]].
Local Notation toC := (map_poly (real_complex R)).

Lemma count_complex (s : seq C) k fs rho gamma :
  uniq s -> holds_roots (base_product (complex_powers (npowers_of fs))) s ->
  nmultiplicities fk fs = Some (rho, gamma) ->
  (\sum_(f <- complex_powers (npowers_of fs)) (f.1.1 == k) * total s f.1.2 f.2
   = count_mem k rho + (count_mem k gamma).*2)%N.
Proof.
move=> us; elim: fs rho gamma => [|f fs IH] rho gamma /=; first by rewrite big_nil => _ [<- <-].
rewrite /base_product !big_cons -/(base_product _) => sub.
case cE: (ncount_bounds _ _ _) => [[lo hi]|] //; case fsE: (nmultiplicities fk fs) => [[rho' gamma']|] //.
case: ifP => // /and3P[_ _ /eqP n_eq] [<- <-].
rewrite (IH _ _ _ fsE) => [|x rx]; last by apply: sub; rewrite rootM rx orbT.
have [a0 _] := ncount_boundsP ok ka cE; have [_ an] := ndegreeP a0.
rewrite /= total_complex ?map_poly_eq0 ?size_map_poly //; last first.
  by move=> x rx; apply: sub; rewrite rootM rx.
move: (_./2) n_eq => pairs n_eq; rewrite -n_eq !count_cat !count_nseq /= [nmultiplicity f == k]eq_sym.
by case: (k == _); rewrite ?mul1n ?mul0n ?add0n // doubleD !addnA; congr (_ + _)%N; rewrite addnAC.
Qed.

(** What the checker accepts is true: the form has the pattern. *)
Theorem check_npattern_sound w rho gamma (d : Z) c fs :
  check_npattern fk w rho gamma d c fs -> has_pattern (size w).-1 (nform a w) rho gamma.
Proof.
rewrite /check_npattern => /and4P[fit /eqP sr sqf].
case mE: (nmultiplicities fk fs) => [[rho' gamma']|] // /andP[/permP perm_rho /permP perm_gamma].
have [r0 inf cop] := nsquarefreeP sqf; rewrite -pval_rev revK in r0 inf cop.
rewrite size_rev sr /= in inf.
have [pE nE rE rnE] := npowersE fs; rewrite -rE -rnE in r0 inf cop.
have proper := proper_npowers_of mE; have real_count (s : seq R) k us sub := @count_real s k fs _ _ us sub mE.
have complex_count (s : seq C) k us sub := @count_complex s k fs _ _ us sub mE.
set l := npowers_of fs in pE nE r0 inf cop proper real_count complex_count.
have [q0 _ cnt _] := @ordersP _ (rootsR (power_product l)) _ proper inf
  (fun x => coprime_derivative_simple x r0 cop).
have [p0 wn d0 c0 E] := nfactors_fitP ok ka fit (etrans (congr1 (fun p => p != 0) (esym pE)) q0).
rewrite -pE -nE in wn E; have [_ pn] := ndegreeP p0; split=> // k k0.
  have sub : holds_roots (nform a w) (rootsR (power_product l)).
    by move=> x; rewrite -(rootZ _ _ d0) E rootZ // => rx; apply: root_rootsR.
  rewrite /nmult (number_over _ k0 p0 (uniq_rootsR _) (uniq_rootsR _) (root_rootsR p0) sub).
  rewrite wn -(Orders.number_scale _ _ _ _ d0) E Orders.number_scale // cnt // real_count ?uniq_rootsR ?perm_rho //.
  by move=> x rx; apply: root_rootsR => //; apply: root_power_product.
have [cpE cnE crE crnE] := complex_powersE l.
have cproper := proper_complex_powers proper.
set cl := complex_powers l in cpE cnE crE crnE cproper complex_count.
have phi0 (x : R) : x != 0 -> real_complex R x != 0 by rewrite fmorph_eq0.
have cq0 : power_product cl != 0 by rewrite cpE map_poly_eq0.
have cr0 : base_product cl != 0 by rewrite crE map_poly_eq0.
have ccop : coprimep (base_product cl) (base_product cl)^`() by rewrite crE deriv_map coprimep_map.
have cinf : (at_infinity (base_degree cl) (base_product cl) <= 1)%N.
  by rewrite crE crnE /at_infinity size_map_poly.
have [_ _ ccnt _] := @ordersP _ (croots (power_product cl)) _ cproper cinf
  (fun x => coprime_derivative_simple x cr0 ccop).
have cp0 : toC (nform a w) != 0 by rewrite map_poly_eq0.
have cE : real_complex R (zr R d) *: toC (nform a w) = real_complex R (ev a c) *: power_product cl.
  by rewrite cpE -!map_polyZ E.
have csub : holds_roots (toC (nform a w)) (croots (power_product cl)).
  by move=> x; rewrite -(rootZ _ _ (phi0 _ d0)) cE rootZ ?phi0 // => rx; apply: mem_croots.
rewrite /cmult (number_over _ k0 cp0 (undup_uniq _) (undup_uniq _) (mem_croots cp0) csub).
rewrite wn -(Orders.number_scale _ _ _ _ (phi0 _ d0)) cE Orders.number_scale ?phi0 // -cnE ccnt //.
rewrite complex_count ?undup_uniq ?perm_rho ?perm_gamma // => x rx.
by apply: mem_croots => //; apply: root_power_product.
Qed.


End Soundness.
