(** * The rank of the differential, checked

    The differential of the composition at a network is the sum of the images of the changes of one filter.  Its rank is bounded
    from below at a network with integer filters: a matrix of combinations of its rows has the identity as a minor modulo
    [p].  It is never more than 1 + sum of the k_i - 1, for the scalings of the layers change nothing. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import Architecture ConvMatrix Levels Network Gradient.
From LCNCheck Require Import Integers Descartes Modular Numbers Filters.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint zspread (k : N) (s : seq Z) : seq Z :=
  match s with
  | [::] => [::]
  | [:: a] => [:: a]
  | a :: s' => a :: nseq (N.to_nat k).-1 Z0 ++ zspread k s'
  end.

(** The form of a network with these strides and integer filters, and the rows of its differential. *)
Fixpoint zform (net : seq (N * seq Z)) : seq Z :=
  match net with [::] => [:: Zpos xH] | (s, w) :: net' => zmul w (zspread s (zform net')) end.

Fixpoint zrows (net : seq (N * seq Z)) : seq (seq Z) :=
  match net with
  | [::] => [::]
  | (s, w) :: net' =>
    let q := zspread s (zform net') in
    [seq zshift a q | a <- iota 0 (size w)] ++ [seq zmul w (zspread s r) | r <- zrows net']
  end.

(** A combination of rows. *)
Fixpoint combine (u : seq Z) (rows : seq (seq Z)) : seq Z :=
  match u, rows with x :: u', r :: rows' => zadd (zscale x r) (combine u' rows') | _, _ => [::] end.

Definition pivot : Type := nat * (seq Z * seq Z).

Definition reduce_by (p : Z) (r : seq Z * seq Z) (v : pivot) : seq Z * seq Z :=
  let x := Z.opp (nth Z0 r.1 v.1) in
  (zremainders p (zadd r.1 (zscale x v.2.1)), zremainders p (zadd r.2 (zscale x v.2.2))).

Definition add_row (p : Z) (vs : seq pivot) (r : seq Z * seq Z) : seq pivot :=
  let r := foldl (reduce_by p) r vs in
  let c := find (is_unit p) r.1 in
  if c < size r.1 then
    let x := zinverse p (nth Z0 r.1 c) in
    let v := (c, (zremainders p (zscale x r.1), zremainders p (zscale x r.2))) in
    rcons [seq (o.1, reduce_by p o.2 v) | o <- vs] v
  else vs.

Fixpoint eliminate (p : Z) (vs : seq pivot) (i : nat) (rows : seq (seq Z)) : seq pivot :=
  match rows with
  | [::] => vs
  | r :: rows' => eliminate p (add_row p vs (zremainders p r, zshift i [:: Zpos xH])) i.+1 rows'
  end.

(** [combine] of the rows by [us] has the identity modulo [p] in the columns [cols]. *)
Definition is_identity (p : Z) (rows us : seq (seq Z)) (cols : seq nat) : bool :=
  all (fun i => let r := combine (nth [::] us i) rows in
    all (fun j => Z.eqb (Z.modulo (Z.sub (nth Z0 r (nth 0 cols j)) (if i == j then Zpos xH else Z0)) p) Z0)
      (iota 0 (size cols))) (iota 0 (size cols)).

(** The rows have rank [d] at least: [d] pivots are found. *)
Definition rank_at_least (p : Z) (n d : nat) (rows : seq (seq Z)) : bool :=
  let vs := take d (eliminate p [::] 0 rows) in
  let cols := map fst vs in
  [&& Z.ltb (Zpos xH) p, size cols == d, all (fun j => j < n) cols &
      is_identity p rows (map (fun v => v.2.2) vs) cols].

Definition with_strides (b : design) (ws : seq (seq Z)) : seq (N * seq Z) := zip (unzip2 b) ws.

(** Filters of the sizes of the architecture. *)
Definition check_rank (b : design) (n d : nat) (ws : seq (seq Z)) (p : Z) : bool :=
  [&& well_formed b, map size ws == unzip1 b & rank_at_least p n d (zrows (with_strides b ws))].

Local Open Scope ring_scope.

(** ** Ranks modulo a prime *)

Section Rank.

Variable R : rcfType.

Lemma det_modulo (p : Z) (m : nat) (M : 'M[int]_m) : Z.ltb (Zpos xH) p ->
  (forall i j, exists2 z : Z, int_of_Z z = M i j - (i == j)%:R & Z.eqb (Z.modulo z p) Z0) -> \det M != 0.
Proof.
move=> p1 h; pose q := pdiv (Z.to_nat p).
have q_prime : prime q by apply: pdiv_prime; lia.
have qp : (q %| Z.to_nat p)%N by apply: pdiv_dvd.
apply/negP => /eqP d0; have : \det (map_mx (intr : int -> 'F_q) M) = 1.
  have -> : map_mx (intr : int -> 'F_q) M = 1%:M.
    apply/matrixP => i j; rewrite !mxE; have [z e z0] := h i j.
    have := residue_modulo q_prime qp p1 z0; rewrite /residue e rmorphB /= => /eqP; rewrite subr_eq0 => /eqP ->.
    by case: (i == j).
  exact: det1.
by rewrite det_map_mx d0 rmorph0 => /eqP; rewrite eq_sym oner_eq0.
Qed.

Lemma nth_zadd s t j : zr R (nth Z0 (zadd s t) j) = zr R (nth Z0 s j) + zr R (nth Z0 t j).
Proof.
elim: s t j => [|x s IH] [|y t] [|j] //=; rewrite ?nth_nil ?zr0 ?add0r ?addr0 //; exact: zrD.
Qed.

Lemma nth_zscale c s j : zr R (nth Z0 (zscale c s) j) = zr R c * zr R (nth Z0 s j).
Proof.
elim: s j => [|x s IH] [|j] //=; rewrite ?zr0 ?mulr0 //; exact: zrM.
Qed.

Lemma combineE u rows m j : (size rows <= m)%N ->
  zr R (nth Z0 (combine u rows) j) = \sum_(k < m) zr R (nth Z0 u k) * zr R (nth Z0 (nth [::] rows k) j).
Proof.
elim: rows u m => [|r rows IH] u m; last case: m => // m.
  by move=> _; rewrite big1 => [|k _]; case: u => *; rewrite /= ?nth_nil ?zr0 ?mulr0.
rewrite ltnS big_ord_recl => /IH e; case: u => [|x u] /=.
  by rewrite nth_nil zr0 mul0r add0r big1 // => k _; rewrite ?nth_nil ?zr0 mul0r.
by rewrite nth_zadd nth_zscale e.
Qed.

Definition rows_matrix n (rows : seq (seq Z)) : 'M[R]_(size rows, n) :=
  \matrix_(i, j) zr R (nth Z0 (nth [::] rows i) j).

Theorem rank_at_leastP p n d rows : rank_at_least p n d rows -> (d <= \rank (rows_matrix n rows))%N.
Proof.
rewrite /rank_at_least; move: (take d _) => vs; set us := map (fun v => v.2.2) vs; set cols := map fst vs.
case/and4P=> p1 /eqP sc cn id.
have colP (j : 'I_d) : (nth 0%N cols j < n)%N by apply: (all_nthP 0%N cn); rewrite sc.
pose U : 'M[R]_(d, size rows) := \matrix_(i, k) zr R (nth Z0 (nth [::] us i) k).
pose C : 'M[R]_(n, d) := \matrix_(k, j) (k == Ordinal (colP j))%:R.
pose e i j := int_of_Z (nth Z0 (combine (nth [::] us i) rows) (nth 0%N cols j)).
pose M : 'M[int]_d := \matrix_(i, j) e i j.
have MR : U *m rows_matrix n rows *m C = map_mx (intr : int -> R) M.
  apply/matrixP => i j; rewrite !mxE (bigD1 (Ordinal (colP j))) //= big1 ?addr0 => [|k kj]; last first.
    by rewrite [C _ _]mxE (negPf kj) mulr0.
  rewrite [C _ _]mxE eqxx mulr1 !mxE /e -/(zr R _) (combineE _ _ (leqnn _)).
  by apply: eq_bigr => k _; rewrite !mxE.
have det0 : \det M != 0.
  apply: (det_modulo p1) => i j; have /allP/(_ (val i)) := id; rewrite mem_iota sc /= ltn_ord => /(_ isT).
  move=> /allP/(_ (val j)); rewrite mem_iota /= ltn_ord => /(_ isT) z0.
  eexists; last exact: z0.
  by rewrite mxE /e rmorphB /=; congr (_ - _); rewrite -val_eqE /=; case: (_ == _).
have : \rank (map_mx (intr : int -> R) M) = d.
  by apply: mxrank_unit; rewrite unitmxE det_map_mx unitfE intr_eq0.
by rewrite -MR => {1}<-; apply: leq_trans (mxrankM_maxl _ _) (mxrankM_maxr _ _).
Qed.

End Rank.

(** ** The differential *)

Section Differential.

Variable F : fieldType.
Implicit Types (net : seq (layer F)).

(** What changes of the filter of layer [i] do to the end-to-end filter with [n] coefficients. *)
Definition partial_image n net (i : nat) : 'M[F]_n :=
  if drop i net is l :: n2 then <<@partial_mx F n (take i net) n2 (stride l) (filter_size l)>>%MS else 0.

Definition differential n net : 'M[F]_n := (\sum_(i < size net) partial_image n net i)%MS.

Definition n_filter net : nat := (level_degree (levels 1 (architecture net))).+1.

(** The rank of the differential of the composition at a network. *)
Definition differential_rank net : nat := \rank (differential (n_filter net) net).

Lemma filter_of_image n n1 l n2 (h : 'rV[F]_(filter_size l)) :
  (filter_of n (n1 ++ Layer (stride l) h :: n2) <= partial_image n (n1 ++ l :: n2) (size n1))%MS.
Proof. by rewrite /partial_image drop_size_cat // take_size_cat // genmxE -mul_partial_mx submxMl. Qed.

Lemma filter_of_differential n n1 l n2 (h : 'rV[F]_(filter_size l)) :
  (filter_of n (n1 ++ Layer (stride l) h :: n2) <= differential n (n1 ++ l :: n2))%MS.
Proof.
apply: submx_trans (filter_of_image n n1 n2 h) _.
have lt : (size n1 < size (n1 ++ l :: n2))%N by rewrite size_cat /= -[X in (X < _)%N]addn0 ltn_add2l.
exact: (sumsmx_sup (Ordinal lt)).
Qed.

Lemma eta_layer (l : layer F) : Layer (stride l) (filter l) = l.
Proof. by case: l. Qed.

Lemma network_form_zero net : has (fun l => filter l == 0) net -> network_form net = 0.
Proof.
elim: net => //= l net IH; rewrite network_form_cons => /orP[/eqP ->|/IH ->]; first by rewrite linear0 mul0r.
by rewrite comp_poly0 mulr0.
Qed.

Lemma network_form_neq0 net : all (leq 1) (unzip2 (architecture net)) -> ~~ has (fun l => filter l == 0) net -> network_form net != 0.
Proof.
elim: net => [|l net IH] /=; first by rewrite /network_form big_nil oner_eq0.
case/andP=> s1 /IH{}IH; rewrite negb_or network_form_cons => /andP[l0 /IH n0]; rewrite mulf_neq0 //.
  by apply: contraNneq l0 => e; rewrite -[filter l]rVpolyK e linear0.
by rewrite comp_poly_eq0 // size_polyXn.
Qed.

Definition most_rank net : nat := (\sum_(l <- net) (filter_size l).-1).+1.

Lemma drop_layer net (i : 'I_(size net)) : exists n1 l n2, [/\ net = n1 ++ l :: n2, size n1 = i & drop i net = l :: n2].
Proof.
case: net i => [[]//|l0 net] i; set m := l0 :: net in i *.
exists (take i m), (nth l0 m i), (drop i.+1 m); rewrite -drop_nth // cat_take_drop; split=> //.
by rewrite size_takel // ltnW.
Qed.

(** At a network with a zero filter only this filter's changes count. *)
Lemma partial_image_zero n n1 l n2 : has (fun l => filter l == 0) (n1 ++ n2) ->
  partial_image n (n1 ++ l :: n2) (size n1) = 0.
Proof.
move=> z; rewrite /partial_image drop_size_cat // take_size_cat //.
suff -> : @partial_mx F n n1 n2 (stride l) (filter_size l) = 0 by rewrite genmx0.
apply/row_matrixP => i; rewrite row0 rowE mul_partial_mx /filter_of network_form_zero ?linear0 //.
by move: z; rewrite !has_cat /= => /orP[->|->]; rewrite ?orbT.
Qed.

Theorem differential_rank_le net : (0 < size net)%N -> all (leq 1) (unzip1 (architecture net)) ->
  all (leq 1) (unzip2 (architecture net)) -> (differential_rank net <= most_rank net)%N.
Proof.
move=> n0 k1 s1; rewrite /differential_rank; set n := n_filter net.
have rank_le n1 l n2 : net = n1 ++ l :: n2 -> (\rank (partial_image n net (size n1)) <= filter_size l)%N.
  by move=> ->; rewrite /partial_image drop_size_cat // genmxE rank_leq_row.
have [z|nz] := boolP (has (fun l => filter l == 0) net).
  have [n1 [l [n2 [e lz]]]] : exists n1 l n2, net = n1 ++ l :: n2 /\ filter l == 0.
    by case/split_find: z => l n1 n2 lz _; exists n1, l, n2; rewrite -cats1 -catA.
  have lt : (size n1 < size net)%N by rewrite e size_cat /= -[X in (X < _)%N]addn0 ltn_add2l.
  rewrite /differential (bigD1 (Ordinal lt)) //= big1 => [|j ne].
    rewrite addsmx0; apply: leq_trans (rank_le _ _ _ e) _.
    rewrite /most_rank e big_cat big_cons /=; move: k1; rewrite e /unzip1 /architecture -map_comp map_cat all_cat /=.
    by case/and3P=> _ l1 _; rewrite -[filter_size l]prednK // ltnS addnCA leq_addr.
  have [m1 [x [m2 [ej sj _]]]] := drop_layer j; rewrite -sj {1}ej; apply: partial_image_zero.
  have ln : nth l (m1 ++ x :: m2) (size n1) = l by rewrite -ej e nth_cat ltnn subnn.
  have sn : (size n1 < (size m1 + size m2).+1)%N by have := lt; rewrite {1}ej size_cat /= addnS.
  have nj : size n1 != size m1 by apply: contra ne => /eqP h; rewrite -val_eqE /= -sj h.
  rewrite has_cat; apply/orP; move: ln; rewrite nth_cat; case: ltnP => [lt1 ln|ge ln].
    by left; apply/(has_nthP l); exists (size n1); rewrite ?ln.
  right; apply/(has_nthP l); exists (size n1 - (size m1).+1)%N; first by move: nj ge sn; lia.
  have e1 : (size n1 - size m1 = (size n1 - (size m1).+1).+1)%N by move: nj ge; lia.
  by move: ln; rewrite e1 /= => ->.
have P0 : filter_of n net != 0.
  have sp : (size (network_form net) <= n)%N by apply: size_network_form.
  apply: contraNneq (network_form_neq0 s1 nz) => e.
  by rewrite -(poly_rV_K sp) -/(filter_of n net) e linear0.
have Pin n1 l n2 : net = n1 ++ l :: n2 -> (filter_of n net <= partial_image n net (size n1))%MS.
  by move=> ->; rewrite -{1}[l]eta_layer filter_of_image.
have upto m : (m < size net)%N ->
    (filter_of n net <= \sum_(i < m.+1) partial_image n net i)%MS /\
    (\rank (\sum_(i < m.+1) partial_image n net i)%MS <= (\sum_(l <- take m.+1 net) (filter_size l).-1).+1)%N.
  have one m' : (m' < size net)%N -> exists n1 l n2, [/\ net = n1 ++ l :: n2, size n1 = m',
      take m'.+1 net = rcons (take m' net) l & (0 < filter_size l)%N].
    move=> mn; have [n1 [l [n2 [e sm _]]]] := drop_layer (Ordinal mn); rewrite /= in sm.
    exists n1, l, n2; split=> //; first by rewrite e -sm [in RHS]take_size_cat // -cat_rcons take_size_cat // size_rcons.
    by move: k1; rewrite e /unzip1 /architecture -map_comp map_cat all_cat /= => /and3P[].
  elim: m => [|m IH] mn; have [n1 [l [n2 [e sm tE l1]]]] := one _ mn.
    rewrite big_ord_recl big_ord0; have sub := Pin _ _ _ e; rewrite sm in sub.
    split; first exact: submx_trans sub (addsmxSl _ _).
    rewrite addsmx0 tE take0 /= big_seq1 prednK //; have := rank_le _ _ _ e; by rewrite sm.
  have [sub le] := IH (ltnW mn); rewrite big_ord_recr /=; split; first exact: submx_trans sub (addsmxSl _ _).
  have := mxrank_sum_cap (\sum_(i < m.+1) partial_image n net i)%MS (partial_image n net m.+1).
  have cap : (0 < \rank ((\sum_(i < m.+1) partial_image n net i) :&: partial_image n net m.+1)%MS)%N.
    rewrite lt0n mxrank_eq0; apply: contraNneq P0 => z.
    rewrite -submx0 -z sub_capmx sub /=; have := Pin _ _ _ e; by rewrite sm.
  have := rank_le _ _ _ e; rewrite sm tE -cats1 big_cat big_seq1 /=; move: cap le l1.
  move: (\rank _) (\rank _) (\rank _) (\rank _) (\sum_(i <- _) _)%N => a b c d x; lia.
have lt : ((size net).-1 < size net)%N by rewrite prednK.
have [_] := upto _ lt; by rewrite prednK // take_size.
Qed.

End Differential.

(** ** Integer filters *)

Section Integers.

Variable R : rcfType.

Definition integer_row (w : seq Z) : 'rV[R]_(size w) := \row_i zr R (nth Z0 w i).

Definition integer_network (net : seq (N * seq Z)) : seq (layer R) :=
  [seq @Layer R (size x.2) (N.to_nat x.1) (integer_row x.2) | x <- net].

Lemma integer_rowE w : rVpoly (integer_row w) = zpoly R w.
Proof.
apply/polyP => i; rewrite /zpoly coef_Poly; have [lt|le] := ltnP i (size w).
  by rewrite (coef_rVpoly_ord _ (Ordinal lt)) mxE /= (nth_map Z0).
by rewrite !nth_default ?size_map // (leq_trans (size_poly _ _)).
Qed.

Lemma zpoly_shift a s : zpoly R (zshift a s) = 'X^a * zpoly R s.
Proof.
elim: a => [|a IH] /=; first by rewrite expr0 mul1r.
by rewrite zpoly_cons IH zr0 addr0 exprS mulrC mulrA.
Qed.

Lemma zpoly_zeros k s : zpoly R (nseq k Z0 ++ s) = zpoly R s * 'X^k.
Proof.
elim: k => [|k IH] /=; first by rewrite expr0 mulr1.
by rewrite zpoly_cons IH zr0 addr0 exprSr mulrA.
Qed.

Lemma zpoly_spread k s : (0 < N.to_nat k)%N -> zpoly R (zspread k s) = zpoly R s \Po 'X^(N.to_nat k).
Proof.
move=> k0; elim: s => [|c [|d s] IH]; first by rewrite /zpoly /= comp_poly0.
  by rewrite !zpoly_cons /zpoly /= mul0r add0r comp_polyC.
rewrite -[zspread _ _]/(c :: nseq (N.to_nat k).-1 Z0 ++ zspread k (d :: s)).
rewrite zpoly_cons zpoly_zeros IH [in RHS]zpoly_cons comp_polyD comp_polyM comp_polyX comp_polyC.
by rewrite -mulrA -exprSr prednK.
Qed.

Definition positive_strides (net : seq (N * seq Z)) : bool := all (fun x => ~~ N.eqb x.1 N0) net.

Lemma stride_gt0 (s : N) : ~~ N.eqb s N0 -> (0 < N.to_nat s)%N.
Proof. by case: s => // p _; have := Pos2Nat.is_pos p; lia. Qed.

Lemma zformP net : positive_strides net -> zpoly R (zform net) = network_form (integer_network net).
Proof.
elim: net => [_|[s w] net IH] /=; first by rewrite /network_form big_nil zpoly_cons /zpoly /= mul0r add0r zr1.
by case/andP=> /stride_gt0 s0 /IH e; rewrite zpolyM zpoly_spread // e network_form_cons /= integer_rowE.
Qed.

Lemma zrowsP net r : positive_strides net -> r \in zrows net -> exists n1 l n2 (h : 'rV[R]_(filter_size l)),
  integer_network net = n1 ++ l :: n2 /\ zpoly R r = network_form (n1 ++ Layer (stride l) h :: n2).
Proof.
elim: net r => // -[s w] net IH r /= /andP[s0 pos]; rewrite mem_cat => /orP[] /mapP[x].
  rewrite mem_iota /= add0n => lt ->.
  exists [::], (@Layer R (size w) (N.to_nat s) (integer_row w)), (integer_network net), (delta_mx 0 (Ordinal lt)).
  by split=> //=; rewrite network_form_cons /= rVpoly_delta zpoly_shift zpoly_spread ?stride_gt0 // zformP.
move=> xr ->; have [n1 [l [n2 [h [e xe]]]]] := IH x pos xr.
exists (@Layer R (size w) (N.to_nat s) (integer_row w) :: n1), l, n2, h; split; first by rewrite /= -/(integer_network _) e.
by rewrite /= network_form_cons /= zpolyM zpoly_spread ?stride_gt0 // xe integer_rowE.
Qed.

Lemma rows_matrix_differential n net : positive_strides net ->
  (rows_matrix R n (zrows net) <= differential n (integer_network net))%MS.
Proof.
move=> pos; apply/row_subP => i; have mem := mem_nth [::] (ltn_ord i).
have [n1 [l [n2 [h [e re]]]]] := zrowsP pos mem.
have -> : matrix.row i (rows_matrix R n (zrows net)) = filter_of n (n1 ++ Layer (stride l) h :: n2).
  rewrite /filter_of -re; apply/rowP => j; rewrite !mxE /zpoly coef_Poly.
  have [lt|le] := ltnP j (size (nth [::] (zrows net) i)); first by rewrite (nth_map Z0).
  by rewrite [in LHS]nth_default // [RHS]nth_default ?size_map.
by rewrite e; apply: filter_of_differential.
Qed.

(** The network with these integer filters has a differential of this rank, at least. *)
Theorem check_rankP b n d ws p : check_rank b n d ws p ->
  let net := integer_network (with_strides b ws) in
  architecture net = layers_of b /\ (d <= \rank (differential n net))%N.
Proof.
case/and3P=> wf /eqP sz rank net; have [b0 b1 b2] := and3P wf; split.
  rewrite /net /integer_network /with_strides; elim: (b) ws sz {wf rank net b0 b1 b2} => [|[k s] c IH] [|w ws] //= [wk /IH e].
  by rewrite /= wk -e.
apply: leq_trans (rank_at_leastP R rank) _; apply/mxrankS/rows_matrix_differential.
rewrite /positive_strides /with_strides; elim: (unzip2 b) (ws) b2 => [|s ss IH] [|w l] //= /andP[-> h].
exact: IH.
Qed.

End Integers.
