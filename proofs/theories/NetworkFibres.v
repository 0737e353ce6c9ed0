(** Fibres as sets of networks, stride one. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture PrimeFactors Fibres FibresFactorised ConvMatrix Levels Network CriticalPoints FunctionSpace.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section NetworkFibres.

Variables (F : fieldType) (ks : seq nat).
Implicit Types (net : seq (layer F)) (p r : {ffun 'I_(size ks) -> {poly F}}).

Definition filters_of net : {ffun 'I_(size ks) -> {poly F}} := [ffun i : 'I_(size ks) => nth 0 (filter_forms net) i].

Definition network_of p : seq (layer F) := 
  [seq Layer 1 (poly_rV (p i) : 'rV_(nth 0%N ks i)) | i : 'I_(size ks) <- enum 'I_(size ks)].

Lemma sizes_enum : [seq nth 0%N ks (nat_of_ord i) | i <- enum 'I_(size ks)] = ks.
Proof.
apply: (@eq_from_nth _ 0%N) => [|i]; rewrite size_map size_enum_ord // => lt.
by rewrite (nth_map (Ordinal lt)) ?size_enum_ord // nth_enum_ord.
Qed.

Lemma network_of_architecture p : architecture (network_of p) = strides_one ks.
Proof. by rewrite /architecture /network_of -map_comp /strides_one -[in RHS]sizes_enum -map_comp. Qed.

Lemma strides_one_stride_one net : architecture net = strides_one ks -> stride_one net.
Proof.
rewrite /stride_one -(all_map (@stride F) (fun s => s == 1%N)) => e.
have -> : [seq stride l | l <- net] = unzip2 (architecture net) by rewrite /unzip2 /architecture -map_comp.
by rewrite e /unzip2 /strides_one -map_comp all_map; apply/allP.
Qed.

Lemma strides_one_sizes net : architecture net = strides_one ks -> filter_sizes net = ks.
Proof.
by move=> e; rewrite -[RHS](sizes_strides_one ks) -e /unzip1 /architecture -map_comp.
Qed.

Lemma has_filterP net n (w : 'rV[F]_n) : all (leq 1) ks -> n = (degree ks).+1 -> architecture net = strides_one ks ->
  has_filter net w <-> \prod_(p <- filter_forms net) p = rVpoly w.
Proof.
move=> k1 nE e; have s1 := strides_one_stride_one e; have a1 : all (leq 1) (unzip1 (architecture net)).
  by rewrite e sizes_strides_one.
rewrite -stride_one_form //; split=> [/(_ 1%N isT)|h d d0]; last by rewrite end_to_end_toeplitz // conv_mxE h.
have nE' : n = (level_degree (levels 1 (architecture net))).+1 by rewrite e -[RHS]/(end_size _) end_size_strides_one.
rewrite end_to_end_conv //; move: w; rewrite nE' => w /conv_mx_inj <-.
- by rewrite end_filter_form.
- by [].
- by rewrite n_inputsE // leq_addl.
Qed.

Lemma filter_forms_of net : architecture net = strides_one ks ->
  [seq filters_of net i | i <- enum 'I_(size ks)] = filter_forms net.
Proof.
move=> /strides_one_sizes e; have sz : size (filter_forms net) = size ks by rewrite -e !size_map.
apply: (@eq_from_nth _ 0) => [|i]; rewrite [size (map _ _)]size_map size_enum_ord ?sz // => lt.
by rewrite (nth_map (Ordinal lt)) ?size_enum_ord // ffunE nth_enum_ord.
Qed.

Lemma filters_of_fibre net n (w : 'rV[F]_n) : all (leq 1) ks -> n = (degree ks).+1 -> architecture net = strides_one ks ->
  has_filter net w <-> network_fibre (rVpoly w) (filters_of net).
Proof.
move=> k1 nE e; apply: (iff_trans (has_filterP w k1 nE e)); rewrite -(filter_forms_of e) big_map big_enum /=.
have se := strides_one_sizes e; have sn : size net = size ks by rewrite -se size_map.
split=> [<-|[]//]; split=> // i; rewrite ffunE /filter_forms.
have lt : (i < size net)%N by rewrite sn.
have <- : nth 0%N (filter_sizes net) i = nth 0%N ks i by rewrite se.
by rewrite /filter_sizes !(nth_map (Layer 1 (0 : 'rV[F]_0))) // size_poly.
Qed.

Lemma network_ofK p P : network_fibre P p -> filters_of (network_of p) = p.
Proof.
move=> [sp _]; apply/ffunP => i; rewrite ffunE /filter_forms /network_of -map_comp.
by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum /= poly_rV_K.
Qed.

Lemma network_inj net net' : architecture net = architecture net' -> filter_forms net = filter_forms net' -> net = net'.
Proof.
elim: net net' => [|[k s w] net IH] [|[k' s' w'] net'] //= [ek es ea] [ew ef].
rewrite (IH net' ea ef) {IH ea ef}; move: w' ew; rewrite -ek -es => w' /(congr1 (poly_rV : _ -> 'rV_k)).
by rewrite !rVpolyK => ->.
Qed.

Lemma scale_layers_forms (cs : seq F) net : size cs = size net ->
  filter_forms (scale_layers cs net) = [seq x.1 *: x.2 | x <- zip cs (filter_forms net)].
Proof. by elim: net cs => [|l net IH] [|c cs] //= [/IH ->]; rewrite linearZ. Qed.

Lemma same_orbit_scale net p : architecture net = strides_one ks -> network_fibre (\prod_i p i) p ->
  same_orbit (filters_of net) p <->
  exists cs, [/\ size cs = size ks, \prod_(c <- cs) c = 1 & network_of p = scale_layers cs net].
Proof.
move=> e fp; have sn : size net = size ks by rewrite -(strides_one_sizes e) size_map.
have forms := filter_forms_of (network_of_architecture p); rewrite (network_ofK fp) in forms.
split=> [[c c1 h]|[cs [sz c1 ep]]].
  exists [seq c i | i <- enum 'I_(size ks)].
  have sc : size [seq c i | i <- enum 'I_(size ks)] = size net by rewrite size_map size_enum_ord.
  split; [by rewrite sc | by rewrite big_map big_enum |].
  apply: network_inj; first by rewrite scale_layers_architecture // network_of_architecture.
  rewrite scale_layers_forms // -(filter_forms_of e) -forms zip_map -[in RHS]map_comp.
  by apply: eq_map => i /=; rewrite h.
have sz' : size cs = size net by rewrite sn.
exists (fun i => nth 0 cs i) => [|i]; first by rewrite -[RHS]c1 (big_nth 0) big_mkord sz.
rewrite -[in LHS](network_ofK fp) ep !ffunE scale_layers_forms //.
rewrite (nth_map (0, 0)) ?nth_zip //= ?size_map //.
by rewrite size_zip size_map sz sn minnn.
Qed.

(** If the fibre consists of finitely many orbits, there are finitely many networks up to scaling. *)
Lemma finite_networks n (w : 'rV[F]_n) (s : seq {ffun 'I_(size ks) -> {poly F}}) :
    all (leq 1) ks -> n = (degree ks).+1 -> uniq s -> {in s, forall p, network_fibre (rVpoly w) p} ->
    (forall p, network_fibre (rVpoly w) p -> exists! r, r \in s /\ same_orbit p r) ->
  exists nets : seq (seq (layer F)),
  [/\ forall i, (i < size nets)%N ->
        architecture (nth [::] nets i) = strides_one ks /\ has_filter (nth [::] nets i) w &
      forall net, architecture net = strides_one ks -> has_filter net w ->
        exists! i, (i < size nets)%N /\
          exists cs, [/\ size cs = size ks, \prod_(c <- cs) c = 1 & nth [::] nets i = scale_layers cs net]].
Proof.
move=> k1 nE us fs h; exists [seq network_of p | p <- s]; rewrite size_map; set p0 : {ffun 'I_(size ks) -> {poly F}} := [ffun=> 0].
have nthE i : (i < size s)%N -> nth [::] [seq network_of p | p <- s] i = network_of (nth p0 s i).
  by move=> lt; rewrite (nth_map p0).
split=> [i lt|net e /(filters_of_fibre w k1 nE e)/h[r [[rs o] u]]].
  have ns := fs _ (mem_nth p0 lt); rewrite nthE // network_of_architecture; split=> //.
  by apply/(filters_of_fibre w k1 nE (network_of_architecture _)); rewrite (network_ofK ns).
have orbit p : p \in s -> same_orbit (filters_of net) p <->
    exists cs, [/\ size cs = size ks, \prod_(c <- cs) c = 1 & network_of p = scale_layers cs net].
  by move=> ps; apply: same_orbit_scale => //; have := fs p ps; move=> fp; rewrite fp.2.
have lt : (index r s < size s)%N by rewrite index_mem.
exists (index r s); split; first by split=> //; rewrite nthE // nth_index //; apply/orbit.
move=> i [li]; rewrite nthE // => /(orbit _ (mem_nth p0 li)) oi.
by rewrite (u (nth p0 s i)) ?index_uniq //; split=> //; apply: mem_nth.
Qed.

End NetworkFibres.

(** Real networks with the same non-zero end-to-end filter are finitely many up to scaling of the layers by constants with product 1. *)
Theorem networks_finite (R : rcfType) (ks : seq nat) (w : 'rV[R]_(degree ks).+1) :
    ks != [::] -> all (leq 1) ks -> w != 0 -> exists nets : seq (seq (layer R)),
  [/\ forall i, (i < size nets)%N ->
        architecture (nth [::] nets i) = strides_one ks /\ has_filter (nth [::] nets i) w &
      forall net, architecture net = strides_one ks -> has_filter net w ->
        exists! i, (i < size nets)%N /\
          exists cs, [/\ size cs = size ks, \prod_(c <- cs) c = 1 & nth [::] nets i = scale_layers cs net]].
Proof.
move=> ks0 ks1 w0; have p0 : rVpoly w != 0 by apply: contraNneq w0 => p0; rewrite -[w]rVpolyK p0 linear0.
have [s [us fs h]] := real_fibre_finite ks0 ks1 p0 (size_poly _ _).
exact: finite_networks ks1 erefl us fs h.
Qed.
