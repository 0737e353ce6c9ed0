(** * The number of packings

    Balls of several colours are put into bins.  A colour is a pair: the size of its balls, and their number.  A packing is a table
    with a column of numbers for each colour, one number for each bin; the sizes fill every bin exactly.  Numbers above
    [most] are not allowed.  [ways] is the number of packings, [count_packings] computes it: cell by cell, with the
    states that differ by the order of the bins put together. *)

From Coq Require Import ZArith NArith Nnat.
From mathcomp Require Import all_ssreflect.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Arguments iota : simpl never.

Definition colour : Type := nat * nat.

Section Packings.

Variable most : nat.
Implicit Types (a b caps : seq nat) (c : colour) (cs : seq colour) (t : seq (seq nat)).

(** ** Tables *)

Fixpoint columns n : seq (seq nat) :=
  if n is n'.+1 then [seq x :: a | x <- iota 0 most.+1, a <- columns n'] else [:: [::]].

Definition fits s a caps : bool := all2 (fun x y : nat => s * x <= y) a caps.

Definition rest s a caps : seq nat := [seq p.2 - s * p.1 | p <- zip a caps].

Definition fills c a caps : bool := (sumn a == c.2) && fits c.1 a caps.

Fixpoint ways cs caps : nat :=
  if cs is c :: cs' then \sum_(a <- columns (size caps) | fills c a caps) ways cs' (rest c.1 a caps)
  else all (eq_op 0) caps.

Fixpoint is_table cs caps t : bool :=
  match cs, t with
  | [::], [::] => all (eq_op 0) caps
  | c :: cs', a :: t' =>
    [&& size a == size caps, all (leq^~ most) a, fills c a caps & is_table cs' (rest c.1 a caps) t']
  | _, _ => false
  end.

Fixpoint tables cs caps : seq (seq (seq nat)) :=
  if cs is c :: cs' then
    flatten [seq [seq a :: t | t <- tables cs' (rest c.1 a caps)] | a <- columns (size caps) & fills c a caps]
  else if all (eq_op 0) caps then [:: [::]] else [::].

Lemma mem_columns n a : (a \in columns n) = (size a == n) && all (leq^~ most) a.
Proof.
elim: n a => [|n IH] a; first by case: a.
apply/allpairsP/andP => [[[x b] [/= + + ->]]|].
  by rewrite mem_iota add0n ltnS IH /= => -> /andP[/eqP -> ->].
case: a => [|x a] [] // /eqP[sa] /andP[xm am]; by exists (x, a); split; rewrite //= ?mem_iota ?IH ?sa ?eqxx // add0n ltnS.
Qed.

Lemma columns_uniq n : uniq (columns n).
Proof.
elim: n => // n IH; apply: allpairs_uniq; rewrite ?iota_uniq //.
by move=> [x a] [y b] _ _ /= [-> ->].
Qed.

Lemma size_rest s a caps : size a = size caps -> size (rest s a caps) = size caps.
Proof. by move=> e; rewrite size_map size_zip e minnn. Qed.

Lemma size_tables cs caps : size (tables cs caps) = ways cs caps.
Proof.
elim: cs caps => [|c cs IH] caps /=; first by case: (all _ _).
rewrite size_flatten sumnE /shape !big_map big_filter; apply: eq_bigr => a _.
by rewrite size_map IH.
Qed.

Lemma mem_tables cs caps t : (t \in tables cs caps) = is_table cs caps t.
Proof.
elim: cs caps t => [|c cs IH] caps t /=; first by case: t => [|a t]; case: (all _ _).
apply/flatten_mapP/idP => [[a]|].
  rewrite mem_filter mem_columns => /and3P[f sa am] /mapP[u + ->].
  by rewrite IH f sa am.
case: t => // a t /and4P[sa am f tab]; exists a; first by rewrite mem_filter mem_columns f sa.
by apply/mapP; exists t; rewrite ?IH.
Qed.

Lemma tables_uniq cs caps : uniq (tables cs caps).
Proof.
elim: cs caps => [|c cs IH] caps /=; first by case: (all _ _).
elim: (columns _) (columns_uniq (size caps)) => //= a l IHl /andP[al /IHl ul].
case: ifP => //= f; rewrite cat_uniq ul map_inj_uniq ?IH; last by move=> u v [].
rewrite andbT; apply/hasPn => u /flatten_mapP[b]; rewrite mem_filter => /andP[_ bl] /mapP[v _ ->].
by apply/mapP => -[w _ [e _]]; move: al; rewrite -e bl.
Qed.

Lemma ways_bijection cs caps cs' caps' (f : seq (seq nat) -> seq (seq nat)) :
  {in tables cs caps &, injective f} -> {homo f : t / is_table cs caps t >-> is_table cs' caps' t} ->
  ways cs caps <= ways cs' caps'.
Proof.
move=> inj hom; rewrite -!size_tables -(size_map f); apply: uniq_leq_size.
  by rewrite map_inj_in_uniq ?tables_uniq.
by move=> _ /mapP[t tt ->]; rewrite mem_tables hom // -mem_tables.
Qed.

(** ** The order of the colours does not matter *)

Lemma restC s a s' a' caps : size a = size caps -> size a' = size caps ->
  rest s a (rest s' a' caps) = rest s' a' (rest s a caps).
Proof.
elim: caps a a' => [|x caps IH] [|y a] [|z a'] //= [sa] [sa'].
by rewrite /rest /= -!/(rest _ _ _) subnAC; congr (_ :: _); exact: IH.
Qed.

Lemma fitsC s a s' a' caps : size a = size caps -> size a' = size caps ->
  fits s a caps && fits s' a' (rest s a caps) = fits s' a' caps && fits s a (rest s' a' caps).
Proof.
elim: caps a a' => [|x caps IH] [|y a] [|z a'] //= [sa] [sa'].
have := IH _ _ sa sa'; rewrite /rest /fits /= -!/(rest _ _ _) -!/(fits _ _ _) => e.
rewrite andbACA e [RHS]andbACA; congr (_ && _).
by apply/idP/idP => /andP[]; lia.
Qed.

Lemma ways_swap c c' cs caps : ways (c :: c' :: cs) caps <= ways (c' :: c :: cs) caps.
Proof.
apply: (@ways_bijection _ _ _ _ (fun t => if t is a :: a' :: t' then a' :: a :: t' else t)).
  move=> [|a [|a' t]] [|b [|b' u]]; rewrite !mem_tables /= ?andbF //.
  by move=> _ _ [-> -> ->].
move=> [|a [|a' t]] //=; first by rewrite !andbF.
case/and4P=> /eqP sa am /andP[na fa] /and4P[/eqP sa' am' /andP[na' fa'] tab].
rewrite size_rest // in sa'.
have := fitsC c.1 c'.1 sa sa'; rewrite fa fa' => /esym/andP[f1 f2].
by rewrite sa' eqxx am' /fills na' f1 size_rest // sa eqxx am na f2 restC.
Qed.

Lemma ways_congr c cs cs' : (forall caps, ways cs caps = ways cs' caps) ->
  forall caps, ways (c :: cs) caps = ways (c :: cs') caps.
Proof. by move=> e caps; apply: eq_bigr => a _; exact: e. Qed.

Lemma ways_move c cs cs' caps : ways (c :: cs ++ cs') caps = ways (cs ++ c :: cs') caps.
Proof.
elim: cs caps => // d cs IH caps; apply: (@etrans _ _ (ways (d :: c :: cs ++ cs') caps)).
  by apply/eqP; rewrite eqn_leq !ways_swap.
exact: ways_congr.
Qed.

Lemma ways_perm cs cs' caps : perm_eq cs cs' -> ways cs caps = ways cs' caps.
Proof.
elim: cs cs' caps => [|c cs IH] cs' caps pe; first by have /perm_nilP -> : perm_eq cs' [::] by rewrite perm_sym.
have /splitPr e : c \in cs' by rewrite -(perm_mem pe) mem_head.
case: e pe => s1 s2 pe; rewrite -ways_move; apply: ways_congr => caps'; apply: IH.
by move: pe; rewrite -[c :: s2]cat1s perm_sym perm_catCA /= perm_cons perm_sym.
Qed.

(** A colour of no balls may be left out. *)
Lemma rest_zeros s caps : rest s (nseq (size caps) 0) caps = caps.
Proof. by elim: caps => //= x caps; rewrite /rest /= muln0 subn0 => ->. Qed.

Lemma ways_none s cs caps : ways ((s, 0) :: cs) caps = ways cs caps.
Proof.
have zero n : nseq n 0 \in columns n by rewrite mem_columns size_nseq eqxx; apply/allP => x /nseqP[->].
have z a : sumn a = 0 -> a = nseq (size a) 0 by elim: a => //= x a IH /eqP; rewrite addn_eq0 => /andP[/eqP -> /eqP/IH e]; congr (_ :: _).
rewrite -[LHS]/(\sum_(a <- columns (size caps) | fills (s, 0) a caps) ways cs (rest s a caps)).
have fz : fills (s, 0) (nseq (size caps) 0) caps.
  by rewrite /fills /= sumn_nseq mul0n eqxx /fits; elim: (caps) => //= x l; rewrite muln0.
rewrite -big_filter (bigD1_seq (nseq (size caps) 0)) ?mem_filter ?fz ?zero ?filter_uniq ?columns_uniq //=.
rewrite rest_zeros big1_seq ?addn0 // => a; rewrite mem_filter mem_columns.
by case/and4P=> ne /andP[/eqP/z e _] /eqP sa; move: ne; rewrite e sa eqxx.
Qed.

(** ** The order of the bins does not matter *)

Definition reorder (p a : seq nat) : seq nat := [seq nth 0 a i | i <- p].

Lemma reorder_zip s p a caps : size a = size caps -> perm_eq p (iota 0 (size caps)) ->
  [/\ size (reorder p a) = size caps, fits s (reorder p a) (reorder p caps) = fits s a caps,
      rest s (reorder p a) (reorder p caps) = reorder p (rest s a caps) & sumn (reorder p a) = sumn a].
Proof.
move=> sa pp; have sp := perm_size pp; rewrite size_iota in sp.
have lt i : i \in p -> i < size caps by rewrite (perm_mem pp) mem_iota.
split; first by rewrite size_map.
- have fE u v : size u = size v -> fits s u v = all (fun i => s * nth 0 u i <= nth 0 v i) (iota 0 (size v)).
    move=> e; rewrite /fits all2E e eqxx /=; apply/(all_nthP (0, 0))/allP => h i.
      by rewrite mem_iota => /= iv; have := h i; rewrite size_zip e minnn nth_zip //=; apply.
    rewrite size_zip e minnn => iv; rewrite nth_zip //=; apply: h; by rewrite mem_iota.
  rewrite !fE ?size_map // sp -[in RHS](perm_all _ pp); apply/allP/allP => h i.
    move=> ip; have /(nthP 0)[j jp <-] := ip; have := h j.
    by rewrite mem_iota /= -sp jp !(nth_map 0) //; apply.
  by rewrite mem_iota /= => ip; rewrite !(nth_map 0) ?sp //; apply: h; rewrite mem_nth ?sp.
- rewrite /rest /reorder; elim: (p) lt => //= i q IH lt; rewrite IH => [|j jq]; last by apply: lt; rewrite inE jq orbT.
  have ic : i < size caps by apply: lt; rewrite mem_head.
  by rewrite (nth_map (0, 0)) ?size_zip ?sa ?minnn // nth_zip.
rewrite !sumnE big_map (perm_big _ pp) /= -sa; rewrite [RHS](big_nth 0) big_mkord.
have -> : iota 0 (size a) = index_iota 0 (size a) by rewrite /index_iota subn0.
by rewrite big_mkord.
Qed.

Lemma perm_columns p n : perm_eq p (iota 0 n) -> perm_eq [seq reorder p a | a <- columns n] (columns n).
Proof.
move=> pp; have sp := perm_size pp; rewrite size_iota in sp.
have u : uniq [seq reorder p a | a <- columns n].
  rewrite map_inj_in_uniq ?columns_uniq // => a b; rewrite !mem_columns => /andP[/eqP sa _] /andP[/eqP sb _] e.
  apply: (@eq_from_nth _ 0); rewrite ?sa ?sb // => i lt.
  have /(nthP 0)[j jp <-] : i \in p by rewrite (perm_mem pp) mem_iota.
  by have := congr1 (fun l => nth 0 l j) e; rewrite !(nth_map 0).
apply: uniq_perm => //; first exact: columns_uniq.
have sub : {subset [seq reorder p a | a <- columns n] <= columns n}.
  move=> _ /mapP[a + ->]; rewrite !mem_columns size_map sp eqxx /=.
  case/andP=> /eqP sa /allP am; apply/allP => x /mapP[i ip ->]; apply: am; apply: mem_nth; rewrite sa.
  by move: ip; rewrite (perm_mem pp) mem_iota.
by have [] := uniq_min_size u sub; rewrite ?size_map.
Qed.

Lemma ways_reorder cs p caps : perm_eq p (iota 0 (size caps)) -> ways cs (reorder p caps) = ways cs caps.
Proof.
elim: cs caps => [|c cs IH] caps pp /=.
  have -> // : all (eq_op 0) (reorder p caps) = all (eq_op 0) caps.
  rewrite all_map (perm_all _ pp); apply/allP/(all_nthP 0) => h i.
    by move=> lt; apply: h; rewrite mem_iota.
  by rewrite mem_iota => /= lt; apply: h.
have sp := perm_size pp; rewrite size_iota in sp.
have -> : size (reorder p caps) = size caps by rewrite size_map.
rewrite -(perm_big _ (perm_columns pp)) big_map /= big_seq_cond [RHS]big_seq_cond.
apply: eq_big => [a|a].
  rewrite mem_columns; case: (size a =P _) => //= sa; case: (all _ _) => //=.
  by have [_ f _ e] := reorder_zip c.1 sa pp; rewrite /fills f e.
rewrite mem_columns => /andP[/andP[/eqP sa _] _].
have [_ _ -> _] := reorder_zip c.1 sa pp; apply: IH; by rewrite size_rest.
Qed.

Lemma ways_perm_bins cs caps caps' : perm_eq caps caps' -> ways cs caps = ways cs caps'.
Proof. by rewrite perm_sym => /(perm_iotaP 0)[p pp ->]; rewrite -/(reorder _ _) ways_reorder. Qed.

(** ** Cell by cell *)

Definition cells s m cs filled bins : nat :=
  \sum_(a <- columns (size bins) | fills (s, m) a bins) ways cs (filled ++ rest s a bins).

Lemma cells_nil s m cs filled : cells s m cs filled [::] = if m == 0 then ways cs filled else 0.
Proof. by rewrite /cells big_mkcond big_seq1 /fills /= eq_sym andbT cats0. Qed.

Definition takes s m (x : nat) : seq nat := [seq y <- iota 0 (minn most m).+1 | s * y <= x].

Lemma cells_cons s m cs filled x bins :
  cells s m cs filled (x :: bins) = \sum_(y <- takes s m x) cells s (m - y) cs (x - s * y :: filled) bins.
Proof.
have pe : perm_eq (takes s m x) [seq y <- iota 0 most.+1 | (y <= m) && (s * y <= x)].
  apply: uniq_perm; rewrite ?filter_uniq ?iota_uniq // => y; rewrite !mem_filter !mem_iota !add0n !ltnS /=.
  by case: (s * y <= x); rewrite ?andbF ?andbT //= leq_min andbC.
rewrite (perm_big _ pe) big_filter [RHS]big_mkcond /=.
rewrite /cells -[columns _]/([seq z :: a | z <- iota 0 most.+1, a <- columns (size bins)]) big_mkcond.
rewrite big_allpairs_dep; apply: eq_bigr => y _ /=.
rewrite -big_mkcond /=; case: ifP => [/andP[ym yx]|no]; last first.
  rewrite big1 // => a /andP[/= /eqP e]; rewrite /fits /= => /andP[yx _]; move: no; rewrite yx andbT -e /=.
  by rewrite leq_addr.
apply: eq_big => [a|a _].
  rewrite /fills /fits /= yx /=; congr (_ && _).
  by apply/eqP/eqP => [<-|->]; rewrite ?addKn ?subnKC.
apply: ways_perm_bins; rewrite /rest /= -cat1s -[_ :: filled ++ _]cat1s.
by rewrite perm_catCA.
Qed.

End Packings.

(** ** Computation *)

Record state : Type := State { left_over : nat; filled : seq nat; bins : seq nat; weight : N }.

Fixpoint place (x : nat) (s : seq nat) : seq nat :=
  match s with [::] => [:: x] | y :: s' => if x <= y then x :: s else y :: place x s' end.

Definition same_state (x y : state) : bool :=
  [&& left_over x == left_over y, filled x == filled y & bins x == bins y].

Fixpoint add_state (x : state) (l : seq state) : seq state :=
  match l with
  | [::] => [:: x]
  | y :: l' =>
    if same_state x y then State (left_over y) (filled y) (bins y) (N.add (weight x) (weight y)) :: l'
    else y :: add_state x l'
  end.

Definition next_states (most s : nat) (x : state) : seq state :=
  match bins x with
  | [::] => [:: x]
  | b :: bs =>
    [seq State (left_over x - y) (place (b - s * y) (filled x)) bs (weight x) | y <- takes most s (left_over x) b]
  end.

(** The most states that are kept; [None] where there would be more. *)
Definition max_states : nat := 2000.

Fixpoint serve_bins (most s n : nat) (l : seq state) : option (seq state) :=
  match n with
  | 0 => if all (fun x => nilp (bins x)) l then Some l else None
  | S n' =>
    if size l <= max_states then serve_bins most s n' (foldr add_state [::] (flatten (map (next_states most s) l)))
    else None
  end.

Fixpoint serve_colours (most n : nat) (cs : seq colour) (l : seq (seq nat * N)) : option N :=
  match cs with
  | [::] => Some (foldr N.add N0 [seq x.2 | x <- l & all (eq_op 0) x.1])
  | (s, m) :: cs' =>
    match serve_bins most s n [seq State m [::] x.1 x.2 | x <- l] with
    | Some l' => serve_colours most n cs' [seq (filled x, weight x) | x <- l' & left_over x == 0]
    | None => None
    end
  end.

Definition count_packings (most : nat) (cs : seq colour) (caps : seq nat) : option N :=
  serve_colours most (size caps) cs [:: (caps, Npos xH)].

Section Counting.

Variables (most s : nat) (cs : seq colour).

Definition value (x : state) : nat :=
  N.to_nat (weight x) * cells most s (left_over x) cs (filled x) (bins x).

Lemma perm_place x l : perm_eq (place x l) (x :: l).
Proof.
elim: l => //= y l IH; case: ifP => // _.
by rewrite -(perm_cons y) in IH; apply: (perm_trans IH); rewrite -[y :: x :: l]cat1s -[x :: y :: l]cat1s -[y :: l]cat1s -[x :: l]cat1s perm_catCA.
Qed.

Lemma cells_perm m f f' b : perm_eq f f' -> cells most s m cs f b = cells most s m cs f' b.
Proof. by move=> pe; apply: eq_bigr => a _; apply: ways_perm_bins; rewrite perm_cat2r. Qed.

Lemma value_add x l : \sum_(y <- add_state x l) value y = value x + \sum_(y <- l) value y.
Proof.
elim: l => [|y l IH] /=; first by rewrite big_seq1 big_nil addn0.
case: ifP => [/and3P[/eqP e1 /eqP e2 /eqP e3]|_]; last first.
  by rewrite !big_cons IH addnCA.
rewrite !big_cons addnA; congr (_ + _).
by rewrite /value /= e1 e2 e3 N2Nat.inj_add plusE mulnDl.
Qed.

Lemma value_fold l : \sum_(y <- foldr add_state [::] l) value y = \sum_(y <- l) value y.
Proof. by elim: l => //= x l IH; rewrite value_add IH big_cons. Qed.

Lemma value_next x : \sum_(y <- next_states most s x) value y = value x.
Proof.
rewrite /next_states /value; case: x => m f [|b bs] w /=; first by rewrite big_seq1.
rewrite big_map cells_cons big_distrr /=; apply: eq_bigr => y _; congr (_ * _).
exact/cells_perm/perm_place.
Qed.

Lemma value_serve n l l' : serve_bins most s n l = Some l' ->
  \sum_(x <- l) value x = \sum_(x <- l') value x /\ all (fun x => nilp (bins x)) l'.
Proof.
elim: n l => [|n IH] l /=; first by case: ifP => // h [<-].
case: ifP => // _ /IH[<- ->]; split=> //; rewrite value_fold big_flatten big_map.
by apply: eq_bigr => x _; rewrite value_next.
Qed.

End Counting.

Lemma serve_coloursP most n cs l N : serve_colours most n cs l = Some N ->
  N.to_nat N = \sum_(x <- l) N.to_nat x.2 * ways most cs x.1.
Proof.
elim: cs l => [|[s m] cs IH] l /=.
  case=> <-; elim: l => [|[c w] l IHl] /=; first by rewrite big_nil.
  rewrite big_cons /=; case: (all _ c) => /=; last by rewrite muln0.
  by rewrite N2Nat.inj_add plusE IHl muln1.
case E: (serve_bins _ _ _ _) => [l'|] // /IH ->.
have [e nil] := value_serve cs E.
rewrite big_map in e; transitivity (\sum_(x <- l') value most s cs x); last first.
  rewrite -e; apply: eq_bigr => -[c w] _ /=; rewrite /value /= /cells; congr (_ * _).
rewrite big_map big_filter /= big_mkcond; elim: l' nil {E e} => [|x l' IHl] /=; first by rewrite !big_nil.
case/andP=> nx /IHl e; rewrite !big_cons e; congr (_ + _).
case: x nx => k f [|//] w _ /=; rewrite /value /= cells_nil.
by case: (k == 0); rewrite ?muln0.
Qed.

(** What is computed is the number of packings. *)
Theorem count_packingsP most cs caps N : count_packings most cs caps = Some N ->
  N.to_nat N = ways most cs caps.
Proof. by move/serve_coloursP; rewrite big_seq1 /= mul1n. Qed.
