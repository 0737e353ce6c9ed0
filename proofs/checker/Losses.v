(** * The square loss of a network, and its derivatives, computed

    The Gram matrix and the target have numbers over a positive denominator.  Everything is computed for the numerators of the filters:
    of a product of filters, the terms of the first and of the second order in the coefficients that are not fixed. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import Levels Network Gradient CriticalPoints CoefficientNorm LocalMinima.
From LCNCheck Require Import Integers Descartes Signs Numbers Filters Quadratics.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** [None] is the identity; a matrix is a list of rows over a denominator. *)
Record loss : Type := Loss { gram : option (seq (seq number) * Z); target : coefficients }.

Definition loss_size (l : loss) : nat := n_coefficients (target l).

Definition gram_unit (l : loss) : Z := if gram l is Some (_, d) then d else Zpos xH.

Definition proper_loss (l : loss) : bool :=
  proper (target l) &&
  if gram l is Some (rows, d) then
    [&& Z.ltb Z0 d, size rows == loss_size l & all (fun r : seq number => size r == loss_size l) rows]
  else true.

Fixpoint rows_combination (v : seq number) (rows : seq (seq number)) : seq number :=
  match v, rows with
  | x :: v', r :: rows' => number_add (number_scale x r) (rows_combination v' rows')
  | _, _ => [::]
  end.

(** [v (Q + Q^T)], times the denominator. *)
Definition both_sides (l : loss) (v : seq number) : seq number :=
  take (loss_size l)
    (if gram l is Some (rows, _) then number_add (rows_combination v rows) (map (number_dot v) rows)
     else map (zscale (Zpos 2)) v).

(** The end-to-end filter less the target, times their denominators. *)
Definition residual (l : loss) (b : design) (ws : seq coefficients) : seq number :=
  number_add (number_scale [:: denominator (target l)] (compose b ws))
    (number_scale [:: Z.opp (denominators ws)] (numerators (target l))).

(** Twice the loss, times [loss_unit]. *)
Definition loss_number (l : loss) (b : design) (ws : seq coefficients) : number :=
  let r := residual l b ws in number_dot (both_sides l r) r.

Definition loss_unit (l : loss) (ws : seq coefficients) : Z :=
  let u := Z.mul (denominator (target l)) (denominators ws) in Z.mul (gram_unit l) (Z.mul u u).

(** The coefficients of a filter of size [k] that are not fixed. *)
Definition free (k : nat) (fixed : option nat) : seq nat := [seq j <- iota 0 k | fixed != Some j].

(** The forms of the layers in the end-to-end variable, and the exponents of their free coefficients. *)
Fixpoint layer_data (S : N) (b : design) (ws : seq coefficients) (fixed : seq (option nat)) : seq (seq number * seq nat) :=
  match b, ws, fixed with
  | (k, s) :: b', w :: ws', j :: fixed' =>
    (number_spread S (numerators w), [seq N.to_nat (N.mul (N.of_nat i) S) | i <- free k j]) ::
      layer_data (N.mul S s) b' ws' fixed'
  | _, _, _ => [::]
  end.

Definition times_power (m : nat) (v : seq number) : seq number := nseq m [::] ++ v.

(** The product, and its derivatives in the free coefficients. *)
Fixpoint firsts (d : seq (seq number * seq nat)) : seq number * seq (seq number) :=
  match d with
  | [::] => ([:: [:: Zpos xH]], [::])
  | (p, ms) :: d' =>
    let: (base, vs) := firsts d' in
    (number_mul p base, [seq times_power m base | m <- ms] ++ [seq number_mul p v | v <- vs])
  end.

Fixpoint second_rows (ms : seq nat) (vs : seq (seq number)) (rest : seq (seq (seq number))) : seq (seq (seq number)) :=
  match ms with
  | [::] => rest
  | m :: ms' => (nseq (size ms').+1 [::] ++ [seq times_power m v | v <- vs]) :: second_rows ms' vs rest
  end.

(** The second derivatives, those above the diagonal; a diagonal of zeros. *)
Fixpoint seconds (d : seq (seq number * seq nat)) : seq (seq (seq number)) :=
  match d with
  | [::] => [::]
  | (p, ms) :: d' => second_rows ms (firsts d').2 (map (map (number_mul p)) (seconds d'))
  end.

(** The inner products of the first derivatives. *)
Fixpoint gramian (l : loss) (vs : seq (seq number)) : triangle :=
  match vs with
  | [::] => [::]
  | v :: vs' => let m := both_sides l v in map (number_dot m) (v :: vs') :: gramian l vs'
  end.

(** A positive multiple of the Hessian of the loss in the free coefficients. *)
Definition hessian (l : loss) (b : design) (ws : seq coefficients) (fixed : seq (option nat)) : triangle :=
  let d := layer_data 1 b ws fixed in let g := both_sides l (residual l b ws) in
  triangle_add (map (map (number_dot g)) (seconds d))
    (triangle_scale [:: denominator (target l)] (gramian l (firsts d).2)).

(** ** Meaning *)

Local Open Scope ring_scope.

Section Gram.

Variables (R : rcfType) (a : R) (l : loss).
Hypothesis ok : proper_loss l.
Implicit Types (v w : seq number) (i j : nat).

Let N := loss_size l.

Definition gram_matrix : 'M[R]_N :=
  if gram l is Some (rows, d) then \matrix_(i, j) (ev a (nth [::] (nth [::] rows i) j) / zr R d) else 1%:M.

Definition target_row : 'rV[R]_N := row a (target l).

Definition unit_of : R := zr R (gram_unit l).

Lemma unit_gt0 : 0 < unit_of.
Proof.
move: ok; rewrite /proper_loss /unit_of /gram_unit => /andP[_].
by case: (gram l) => [[rows d] /and3P[/(zr_lt R)]|]; rewrite ?zr1 ?ltr01.
Qed.

Lemma coef_pval v j : (pval a v)`_j = ev a (nth [::] v j).
Proof.
rewrite /pval coef_Poly; have [lt|le] := ltnP j (size v); first by rewrite (nth_map [::]).
by rewrite !nth_default ?size_map // ev_nil.
Qed.

Lemma nth_number_add v w j : ev a (nth [::] (number_add v w) j) = ev a (nth [::] v j) + ev a (nth [::] w j).
Proof. by rewrite -!coef_pval pvalD coefD. Qed.

Lemma number_dot_sum n v w : (size w <= n)%N ->
  ev a (number_dot v w) = \sum_(j < n) ev a (nth [::] v j) * ev a (nth [::] w j).
Proof.
have nil x : number_dot x [::] = [::] by case: x.
elim: n v w => [|n IH] v [|y w] // sw; first by rewrite big_ord0 nil ev_nil.
  by rewrite nil ev_nil big1 // => j _; rewrite nth_nil ev_nil mulr0.
case: v => [|x v] /=.
  by rewrite big1 ?ev_nil // => j _; rewrite nth_nil ev_nil mul0r.
by rewrite evD evM big_ord_recl /= (IH v w).
Qed.

Lemma rows_combination_sum n v (rows : seq (seq number)) j : (size rows <= n)%N ->
  ev a (nth [::] (rows_combination v rows) j) = \sum_(i < n) ev a (nth [::] v i) * ev a (nth [::] (nth [::] rows i) j).
Proof.
have nil x : rows_combination x [::] = [::] by case: x.
elim: n v rows => [|n IH] v [|r rows] // sr; first by rewrite big_ord0 nil nth_nil ev_nil.
  by rewrite nil nth_nil ev_nil big1 // => i _; rewrite !nth_nil ev_nil mulr0.
case: v => [|x v] /=.
  by rewrite big1 ?nth_nil ?ev_nil // => i _; rewrite nth_nil ev_nil mul0r.
by rewrite nth_number_add big_ord_recl /= (IH v rows) // -coef_pval pvalZ coefZ coef_pval.
Qed.

Lemma both_sides_coef v (j : 'I_N) :
  ev a (nth [::] (both_sides l v) j) = unit_of * (poly_rV (pval a v) *m (gram_matrix + gram_matrix^T)) 0 j.
Proof.
rewrite /both_sides nth_take // mulmxDr mxE; move: ok; rewrite /proper_loss /gram_matrix /unit_of /gram_unit.
case: (gram l) => [[rows d]|] /andP[_]; last first.
  move=> _; rewrite trmx1 mulmx1 zr1 mul1r mxE coef_pval -mulr2n -mulr_natl.
  have [lt|le] := ltnP j (size v); first by rewrite (nth_map [::]) // evZ.
  by rewrite !nth_default ?size_map // ev_nil mulr0.
case/and3P=> /(zr_lt R) d0 /eqP sr ar; have dn : zr R d != 0 by rewrite gt_eqF.
rewrite nth_number_add mulrDr (rows_combination_sum (n := N)) ?sr // (nth_map [::]) ?sr //.
rewrite (number_dot_sum (n := N)); last by move/all_nthP: ar => /(_ [::] j); rewrite sr ltn_ord => /(_ isT)/eqP ->.
congr (_ + _); rewrite mxE mulr_sumr; apply: eq_bigr => i _; rewrite !mxE coef_pval mulrCA; congr (_ * _).
  by rewrite mulrC divfK.
by rewrite mulrC divfK.
Qed.

(** The symmetric bilinear form of the Gram matrix, twice. *)
Definition twice (p q : {poly R}) : R := inner (poly_rV p *m (gram_matrix + gram_matrix^T)) (poly_rV q).

Lemma both_sidesP v w : ev a (number_dot (both_sides l v) w) = unit_of * twice (pval a v) (pval a w).
Proof.
have dotC : ev a (number_dot (both_sides l v) w) = ev a (number_dot w (both_sides l v)).
  elim: (both_sides l v) w => [|x s IH] [|y w] //=; by rewrite !evD !evM IH mulrC.
rewrite dotC (number_dot_sum (n := N)); last by rewrite size_take; case: ltnP.
rewrite /twice /inner mxE mulr_sumr; apply: eq_bigr => j _.
by rewrite both_sides_coef mulrCA; congr (_ * _); rewrite mulrC; congr (_ * _); rewrite !mxE coef_pval.
Qed.

End Gram.

(** ** Products *)

Section Products.

Variables (R : rcfType) (a : R).
Implicit Types (v w : seq number) (vs : seq (seq number)) (d : seq (seq number * seq nat)) (x : seq R) (xs : seq (seq R)).

Definition pvals vs : seq {poly R} := map (pval a) vs.

Definition base_forms d : seq {poly R} := [seq pval a pm.1 | pm <- d].

Definition powers (ms : seq nat) : seq {poly R} := [seq 'X^m | m <- ms].

(** The changes of the forms of the layers with the coordinates [xs]. *)
Fixpoint moves d xs : seq {poly R} :=
  match d, xs with (_, ms) :: d', x :: xs' => combination x (powers ms) :: moves d' xs' | _, _ => [::] end.

Lemma combination_mul x (p : {poly R}) (ps : seq {poly R}) : combination x [seq p * q | q <- ps] = p * combination x ps.
Proof. by elim: x ps => [|x0 x IH] [|q ps] /=; rewrite ?mulr0 // IH mulrDr scalerAr. Qed.

Lemma quadratic_mul x (p : {poly R}) (t : seq (seq {poly R})) : quadratic x [seq [seq p * q | q <- r] | r <- t] = p * quadratic x t.
Proof.
elim: x t => [|x0 x IH] [|[|q r] t] /=; rewrite ?mulr0 // IH.
by rewrite combination_mul !mulrDr !scalerAr.
Qed.

Lemma times_powerP m v : pval a (times_power m v) = 'X^m * pval a v.
Proof. by rewrite /times_power pval_zeros mulrC. Qed.

Lemma combination_powers x ms (p : {poly R}) : combination x [seq 'X^m * p | m <- ms] = combination x (powers ms) * p.
Proof. by elim: x ms => [|x0 x IH] [|m ms] /=; rewrite ?mul0r // IH mulrDl scalerAl. Qed.

Lemma firstsP d xs : map size xs = [seq size pm.2 | pm <- d] ->
  product (base_forms d) = pval a (firsts d).1 /\
  first_order (base_forms d) (moves d xs) = combination (flatten xs) (pvals (firsts d).2).
Proof.
elim: d xs => [|[p ms] d IH] [|x xs] //= => [_|[sx /IH[]]].
  by rewrite /product big_nil pval_cons pval_nil mul0r add0r ev1 zr1.
case: (firsts d) => base vs /= e1 e2; rewrite product_cons e1 e2 pvalM; split=> //.
rewrite /pvals map_cat combination_cat ?size_map // -!map_comp addrC.
rewrite (@eq_map _ _ (pval a \o times_power^~ base) (fun m => 'X^m * pval a base)) => [|m]; last exact: times_powerP.
rewrite (@eq_map _ _ (pval a \o number_mul p) (fun v => pval a p * pval a v)) => [|v]; last exact: pvalM.
by rewrite combination_powers (map_comp (fun q => pval a p * q)) combination_mul.
Qed.

Lemma second_rowsP x y ms vs rest : size x = size ms ->
  quadratic (x ++ y) (map pvals (second_rows ms vs rest)) =
  2%:R *: (combination x (powers ms) * combination y (pvals vs)) + quadratic y (map pvals rest).
Proof.
elim: ms x => [|m ms IH] [|x0 x] //= => [_|[sx]]; first by rewrite mul0r scaler0 add0r.
rewrite (IH x sx) pval_nil scaler0 add0r /pvals map_cat map_nseq pval_nil combination_cat ?size_nseq //.
rewrite combination_zeros add0r -map_comp (@eq_map _ _ (pval a \o times_power m) (fun v => 'X^m * pval a v)); last first.
  by move=> v; exact: times_powerP.
by rewrite (map_comp (fun q => 'X^m * q)) combination_mul addrA [in RHS]mulrDl [in RHS]scalerDr -scalerAl scalerA.
Qed.

Lemma secondsP d xs : map size xs = [seq size pm.2 | pm <- d] ->
  quadratic (flatten xs) (map pvals (seconds d)) = 2%:R *: second_order (base_forms d) (moves d xs).
Proof.
elim: d xs => [|[p ms] d IH] [|x xs] //= => [_|[sx sxs]]; first by rewrite scaler0.
have [_ e] := firstsP sxs; rewrite second_rowsP // e -/(pvals _) scalerDr addrC; congr (_ + _).
have -> : map pvals (map (map (number_mul p)) (seconds d)) = map (map (fun q => pval a p * q)) (map pvals (seconds d)).
  rewrite -!map_comp; apply: eq_map => r /=; rewrite /pvals -!map_comp; apply: eq_map => v /=; exact: pvalM.
by rewrite quadratic_mul IH // scalerAr.
Qed.

End Products.

(** ** The layers of a network *)

Section Layers.

Variables (R : rcfType) (a : R).
Implicit Types (b : design) (ws : seq coefficients) (fixed : seq (option nat)) (hs : seq {poly R}) (h : {poly R}).

(** The free coefficients of the changes. *)
Fixpoint coordinates (ks : seq nat) fixed hs : seq (seq R) :=
  match ks, fixed, hs with
  | k :: ks', j :: fixed', h :: hs' => [seq h`_i | i <- free k j] :: coordinates ks' fixed' hs'
  | _, _, _ => [::]
  end.

Lemma free_form k j h : (size h <= k)%N -> (if j is Some i then h`_i = 0 else True) ->
  h = combination [seq h`_i | i <- free k j] (powers R (free k j)).
Proof.
move=> sh hj; have -> : combination [seq h`_i | i <- free k j] (powers R (free k j)) = \sum_(i <- free k j) h`_i *: 'X^i.
  by elim: (free k j) => [|i s IH] /=; rewrite ?big_nil // big_cons IH.
rewrite /free big_filter big_mkcond /= -{1}[k]subn0 -/(index_iota 0 k) big_mkord.
rewrite -[LHS]coefK poly_def (big_ord_widen k (fun i => h`_i *: 'X^i) sh) big_mkcond /=; apply: eq_bigr => i _.
have [lt|le] := ltnP i (size h); last by rewrite [h`_i]nth_default // scale0r; case: ifP.
by case: eqP => // ji; move: hj; rewrite ji => ->; rewrite scale0r.
Qed.

Lemma combination_comp x ms S : combination x (powers R ms) \Po 'X^S = combination x (powers R [seq (i * S)%N | i <- ms]).
Proof.
elim: x ms => [|x0 x IH] [|m ms] /=; rewrite ?comp_poly0 //.
by rewrite comp_polyD comp_polyZ IH rmorphX /= comp_polyX -exprM mulnC.
Qed.

Lemma layer_moves S b ws fixed hs : size ws = size b -> in_slice (unzip1 b) fixed hs ->
  spread (N.to_nat S) [seq N.to_nat s | s <- unzip2 b] hs = moves (layer_data S b ws fixed) (coordinates (unzip1 b) fixed hs)
  /\ map size (coordinates (unzip1 b) fixed hs) = [seq size pm.2 | pm <- layer_data S b ws fixed].
Proof.
elim: b S ws fixed hs => [|[k s] b IH] S [|w ws] [|j fixed] [|h hs] //= [sw] [sh hj sl].
have [e1 e2] := IH (N.mul S s) _ _ _ sw sl; rewrite !size_map e2; split=> //.
rewrite -e1 N2Nat.inj_mul; congr (_ :: _); rewrite {1}(free_form sh hj) combination_comp; congr (combination _ (powers _ _)).
by apply: eq_map => i; rewrite N2Nat.inj_mul Nat2N.id.
Qed.

Lemma total_norm_coordinates ks fixed hs : in_slice ks fixed hs -> total_norm hs <= total (flatten (coordinates ks fixed hs)).
Proof.
rewrite /total_norm /total; elim: ks fixed hs => [|k ks IH] [|j fixed] [|h hs] //= => [_|[sh hj /IH le]].
  by rewrite !big_nil.
rewrite big_cons big_cat /= ler_add // {1}(free_form sh hj).
elim: (free k j) => [|i s IHs] /=; first by rewrite norm10 big_nil.
rewrite big_cons; apply: le_trans (norm1D _ _) _; apply: ler_add => //.
by rewrite norm1Z norm1Xn mulr1.
Qed.

Lemma size_coordinates ks fixed hs : in_slice ks fixed hs ->
  size (flatten (coordinates ks fixed hs)) = sumn [seq size (free x.1 x.2) | x <- zip ks fixed].
Proof. by elim: ks fixed hs => [|k ks IH] [|j fixed] [|h hs] //= [_ _ /IH e]; rewrite size_cat size_map e. Qed.

(** Changes with given coordinates. *)
Fixpoint from_coordinates (ks : seq nat) fixed (x : seq R) : seq {poly R} :=
  match ks, fixed with
  | k :: ks', j :: fixed' =>
    let n := size (free k j) in combination (take n x) (powers R (free k j)) :: from_coordinates ks' fixed' (drop n x)
  | _, _ => [::]
  end.

Lemma combination_coef0 x s i : i \notin s -> (combination x (powers R s))`_i = 0.
Proof.
elim: s x => [|m s IH] [|x0 x] /=; rewrite ?coef0 //; rewrite inE negb_or => /andP[im /IH e].
by rewrite coefD coefZ coefXn e (negPf im) mulr0 addr0.
Qed.

Lemma combination_coefs x s : uniq s -> size x = size s -> [seq (combination x (powers R s))`_i | i <- s] = x.
Proof.
elim: s x => [|m s IH] [|x0 x] //= /andP[ms us] [sx].
rewrite coefD coefZ coefXn eqxx mulr1 combination_coef0 // addr0; congr (_ :: _).
rewrite -[RHS](IH x us sx); apply/eq_in_map => i si; rewrite coefD coefZ coefXn.
by have [e|_] := eqVneq i m; [move: ms; rewrite -e si | rewrite mulr0 add0r].
Qed.

Lemma size_combination x k j : (size (combination x (powers R (free k j))) <= k)%N.
Proof.
apply/leq_sizeP => i ki; apply: combination_coef0; rewrite /free mem_filter mem_iota add0n.
by rewrite [(i < k)%N]ltnNge ki andbF.
Qed.

Lemma from_coordinatesP ks fixed x : size fixed = size ks -> size x = sumn [seq size (free y.1 y.2) | y <- zip ks fixed] ->
  in_slice ks fixed (from_coordinates ks fixed x) /\ flatten (coordinates ks fixed (from_coordinates ks fixed x)) = x.
Proof.
elim: ks fixed x => [|k ks IH] [|j fixed] x //= => [_ /size0nil -> //|[sf] sx].
have le : (size (free k j) <= size x)%N by rewrite sx leq_addr.
have [|sl e] := IH _ (drop (size (free k j)) x) sf; first by rewrite size_drop sx addKn.
split; first split=> //; first exact: size_combination.
  by case: j {sx le sl e} => // j; apply: combination_coef0; rewrite /free mem_filter eqxx.
rewrite e combination_coefs ?cat_take_drop // ?filter_uniq ?iota_uniq //.
by rewrite size_takel.
Qed.

Definition inverses ws : seq R := [seq (zr R (denominator w))^-1 | w <- ws].

Lemma layer_base S b ws fixed : (0 < N.to_nat S)%N -> all (fun s => ~~ N.eqb s N0) (unzip2 b) -> size ws = size b ->
    size fixed = size b ->
  spread (N.to_nat S) [seq N.to_nat s | s <- unzip2 b] [seq rVpoly (row a w) | w <- ws] =
  scaled (inverses ws) (base_forms a (layer_data S b ws fixed)).
Proof.
elim: b S ws fixed => [|[k s] b IH] S [|w ws] [|j fixed] //= S0 /andP[s0 b0] [sw] [sf].
rewrite -(IH _ _ fixed) // N2Nat.inj_mul; last by rewrite muln_gt0 S0; case: (s) s0 => //= p _; have := Pos2Nat.is_pos p; lia.
by rewrite rVpoly_row comp_polyZ pval_spread.
Qed.

End Layers.
