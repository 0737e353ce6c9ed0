(** The assumptions of all theorems.

    A conjunction assumes what its parts assume: it is closed under the global context exactly if
    each of them is. (One traversal of the libraries instead of one for each theorem.) *)

From LCN Require Import Factorisation Packing StrideOne OddRoots Boundary Definite Exchange Closed Fibres FibresFactorised ConvMatrix Network
  Strides.
From LCN Require Import Polyphase PolyphaseCriterion TangentImage JacobianRank TangentImageLayers Gradient CriticalPoints
  CompatiblePackings LayersRank Strata ZeroFilters.

Definition all_theorems :=
  conj (@real_factorisation) (
  conj (@pack_factors) (
  conj (@representableP) (
  conj (@missing_form_not_representable) (
  conj (@fillingP) (
  conj (@sign_changes) (
  conj (@interiorP) (
  conj (@boundaryP) (
  conj (@interior0P) (
  conj (@complement_two_evenP) (
  conj (@n_proj_roots_exchange) (
  conj (@n_proj_roots_upper_semicontinuous) (
  conj (@representable_closed) (
  conj (@topological_boundaryP) (
  conj (@boundary0P) (
  conj (@same_orbitP) (
  conj (@packed_eqp) (
  conj (@packings_uniq) (
  conj (@mem_packings) (
  conj (@compatibleP) (
  conj (@differential_imageP) (
  conj (@packing_fibre) (
  conj (@fibre_packing) (
  conj (@fibre_orbits) (
  conj (@fibre_nonemptyP) (
  conj (@representable_packingP) (
  conj (@real_prime_powers) (
  conj (@real_fibre_finite) (
  conj (@closed_fibre_finite) (
  conj (@conv_mx_mul) (
  conj (@n_inputsE) (
  conj (@end_to_end_conv) (
  conj (@end_filter_form) (
  conj (@end_to_end_representableP) (
  conj (@real_networkP) (
  conj (@power_not_representable) (
  conj (@strided_not_filling) (
  conj (@level_fillingP) (
  conj (@comp_Xn_dvdp) (
  conj (@polyphase_necessary) (
  conj (@polyphase_sufficient) (
  conj (@polyphaseP) (
  conj (@tangent_imageP) (
  conj (@jacobian_rank) (
  conj (@interior_nonempty) (
  conj (@image_layersP) (
  conj (@layers_rank) (
  conj (@euler_identity) (
  conj (@inner_gradient_eq) (
  conj (@two_zero_filters) (
  conj (@one_zero_filterP) (
  conj (@one_zero_filter_stride_one) (
  conj (@critical_pointP) (
  conj (@critical_point_coprimeP) (
  conj (@critical_packingP) (
  conj (@critical_compatibleP) (
  conj (@critical_compatible_eq) (
  conj (@rising_derivativeE) (
  conj (@tangent_spaceP) (
  conj (@stratum_product) (
  conj (@stratum_dimension) (
  conj (@critical_stratumP) (
  conj (@image_layers_coprimeP) (
  @square_loss_expansion
  ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))).

Print Assumptions all_theorems.
